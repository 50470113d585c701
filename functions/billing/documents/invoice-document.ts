// What an invoice is drawn from: plain data, so that drawing needs neither database nor network.
import type { Currency, Language } from '../../../shared/fields.ts';
import type {
  Invoice,
  InvoiceKind,
  InvoiceLine,
  InvoiceState,
  Party,
  Seller,
  Totals,
} from '../../../shared/invoices.ts';
import { paymentCode, type DocumentCode } from './payment-code.ts';

export type InvoiceDocument = {
  language: Language;
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
  lines: InvoiceLine[];
  totals: Totals;
  pricesIncludeVat: boolean;
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
  logo: Uint8Array | null;
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
  | 'notes'
  | 'issuedAt'
  | 'cancelledAt'
  | 'updatedAt'
>;

/** Gathers what {@link renderInvoicePdf} draws. */
export function invoiceDocument(invoice: DrawnInvoice, parts: DocumentParts): InvoiceDocument {
  const { language, state, kind, number, currency, issueDate, dueDate, lines, totals, pricesIncludeVat, notes } =
    invoice;
  const { seller, buyer, logo } = parts;
  return {
    ...{ language, state, kind, number, currency, issueDate, dueDate, lines, totals, pricesIncludeVat, notes },
    ...{ seller, buyer, logo },
    code: codeOf(invoice, parts),
    datedAt: invoice.cancelledAt ?? invoice.issuedAt ?? invoice.updatedAt,
  };
}

function codeOf(invoice: DrawnInvoice, { seller, portalUrl }: DocumentParts): DocumentCode | null {
  if (portalUrl) return { kind: 'portal', text: portalUrl };
  return invoice.kind === 'return' ? null : paymentCode(invoice, seller);
}
