// What an invoice is drawn from: plain data, so that drawing needs neither database nor network.
import { bookExchangeOf, type exchangeShape } from '../../../shared/exchange.ts';
import type { DeliveryAddress } from '../../../shared/delivery-addresses.ts';
import type { Currency, Language } from '../../../shared/fields.ts';
import type {
  Despatch,
  Invoice,
  InvoiceCharge,
  InvoiceKind,
  InvoiceLine,
  InvoiceState,
  Party,
  Seller,
  Totals,
} from '../../../shared/invoices.ts';
import type { InvoiceDesign } from '../../../shared/invoice-designs.ts';
import type { PrintedExchange } from './exchange-view.ts';
import { paymentCode, type DocumentCode } from './payment-code.ts';

export type InvoiceDocument = {
  language: Language;
  /** Labels in both languages, `language` first. */
  isBilingual: boolean;
  design: InvoiceDesign;
  /** A draft carries the watermark, a cancelled invoice its mark. */
  state: InvoiceState;
  /** A return says so in its title, and asks for no payment. */
  kind: InvoiceKind;
  number: string | null;
  currency: Currency;
  issueDate: string | null;
  dueDate: string | null;
  seller: Omit<Seller, 'logoKey'>;
  buyer: Party;
  /** Where the goods go, when that is told. */
  deliveryAddress: DeliveryAddress | null;
  lines: InvoiceLine[];
  totals: Totals;
  /** For a currency other than that of the books. */
  exchange: PrintedExchange | null;
  pricesIncludeVat: boolean;
  charges: InvoiceCharge[];
  stopajRate: string | null;
  orderNumber: string | null;
  orderDate: string | null;
  despatches: Despatch[];
  notes: string | null;
  /** PNG or JPEG as uploaded. */
  logo: Uint8Array | null;
  code: DocumentCode | null;
  /** Instant the bytes carry as their date, so that the same document is the same bytes whenever it is drawn. */
  datedAt: string;
};

/** What the record itself does not hold. A draft has no snapshot yet: its parties come from tenant and client as they stand. */
export type DocumentParts = {
  seller: Omit<Seller, 'logoKey'>;
  buyer: Party;
  /** Of a draft that names one of the client's addresses; an issued invoice has its own. */
  deliveryAddress?: DeliveryAddress | null;
  logo: Uint8Array | null;
  /** Of the business, for documents that name no design: drafts that follow it, and those of before there was a choice. */
  design?: InvoiceDesign;
  /** What a draft would take at issue. */
  exchange?: PrintedExchange | null;
  /** The client's page of this invoice, when there is one to print; otherwise the code carries the payment. */
  portalUrl?: string | null;
};

/** What of an invoice its document shows. */
export type DrawnInvoice = Pick<
  Invoice,
  | 'language'
  | 'state'
  | 'kind'
  | 'number'
  | 'currency'
  | 'issueDate'
  | 'dueDate'
  | 'lines'
  | 'totals'
  | 'totalMinor'
  | 'pricesIncludeVat'
  | 'charges'
  | 'stopajRate'
  | 'orderNumber'
  | 'orderDate'
  | 'despatches'
  | 'notes'
  | 'issuedAt'
  | 'cancelledAt'
  | 'updatedAt'
  | 'design'
  | 'isBilingual'
> &
  Partial<Pick<Invoice, keyof typeof exchangeShape | 'deliveryAddress'>>;

/** Gathers what {@link renderInvoicePdf} draws. */
export function invoiceDocument(invoice: DrawnInvoice, parts: DocumentParts): InvoiceDocument {
  const { language, state, kind, number, currency, issueDate, dueDate, lines, totals, pricesIncludeVat, notes } =
    invoice;
  const { charges, stopajRate, orderNumber, orderDate, despatches } = invoice;
  const { seller, buyer, logo } = parts;
  return {
    ...{ language, state, kind, number, currency, issueDate, dueDate, lines, totals, pricesIncludeVat, notes },
    ...{ charges, stopajRate, orderNumber, orderDate, despatches },
    ...{ seller, buyer, logo },
    deliveryAddress: parts.deliveryAddress ?? invoice.deliveryAddress ?? null,
    isBilingual: invoice.isBilingual,
    design: invoice.design ?? parts.design ?? 'classic',
    exchange: parts.exchange ?? bookExchangeOf(invoice),
    code: codeOf(invoice, parts),
    datedAt: invoice.cancelledAt ?? invoice.issuedAt ?? invoice.updatedAt,
  };
}

function codeOf(invoice: DrawnInvoice, { seller, portalUrl }: DocumentParts): DocumentCode | null {
  if (portalUrl) return { kind: 'portal', text: portalUrl };
  return invoice.kind === 'return' ? null : paymentCode(invoice, seller);
}
