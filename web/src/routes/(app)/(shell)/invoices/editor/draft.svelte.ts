// The invoice under the pen: what is typed, what it means, what it comes to. Nothing here talks to the server.
import type { Currency, Language } from '@crmfex/shared/fields.ts';
import type { Invoice, InvoiceInput, Totals } from '@crmfex/shared/invoices.ts';
import type { InvoiceDesign } from '@crmfex/shared/invoice-designs.ts';
import { readRate, typedRate, type TypedRate } from '#lib/typed-rate.ts';
import { formatNumber } from '@crmfex/shared/format.ts';
import { checkTotals, computeTotals, type ChargeSums, type LineSums } from '@crmfex/shared/totals.ts';
import {
  isBlankCharge,
  readCharge,
  readDespatches,
  typedCharge,
  typedDespatch,
  type ChargeFault,
  type TypedCharge,
  type TypedDespatch,
} from './typed-charge.ts';
import { readDelivery, typedDelivery, type TypedDelivery } from './typed-delivery.ts';
import {
  blankLine,
  isBlank,
  parseDiscount,
  parseRate,
  readLine,
  typedDiscount,
  typedLine,
  type LineFault,
  type TypedLine,
} from './typed-line.ts';

export type Typed = {
  clientId: string;
  clientName: string;
  /** Further address of the client; null for its own. */
  billingAddressId: string | null;
  delivery: TypedDelivery;
  currency: Currency;
  language: Language;
  dueDate: string | null;
  pricesIncludeVat: boolean;
  roundingMode: 'category' | 'line';
  discount: string;
  rate: TypedRate;
  design: InvoiceDesign | null;
  isBilingual: boolean;
  charges: TypedCharge[];
  stopaj: string;
  orderNumber: string;
  orderDate: string | null;
  despatches: TypedDespatch[];
  notes: string;
  /** Empty for the usual one. */
  series: string;
  internalNotes: string;
  lines: TypedLine[];
};

/** A stored invoice as a person would have typed it. */
export function typedInvoice(invoice: Invoice, language: Language): Typed {
  const lines = invoice.lines.map((line) => typedLine(line, invoice.currency, language));
  return {
    clientId: invoice.clientId,
    clientName: invoice.clientName,
    billingAddressId: invoice.billingAddressId,
    delivery: typedDelivery(invoice),
    currency: invoice.currency,
    language: invoice.language,
    dueDate: invoice.dueDate,
    pricesIncludeVat: invoice.pricesIncludeVat,
    roundingMode: invoice.roundingMode,
    discount: typedDiscount(invoice, invoice.currency, language),
    rate: typedRate(invoice.exchangeRate, language),
    design: invoice.design,
    isBilingual: invoice.isBilingual,
    charges: invoice.charges.map((charge) => typedCharge(charge, invoice.currency, language)),
    stopaj: invoice.stopajRate === null ? '' : formatNumber(invoice.stopajRate, language),
    orderNumber: invoice.orderNumber ?? '',
    orderDate: invoice.orderDate,
    despatches: invoice.despatches.map(typedDespatch),
    notes: invoice.notes ?? '',
    series: invoice.chosenSeries ?? '',
    internalNotes: invoice.internalNotes ?? '',
    lines: lines.length > 0 ? lines : [blankLine()],
  };
}

const nothing: Totals = {
  ...{ subtotalMinor: 0, discountMinor: 0, chargeMinor: 0, netMinor: 0, vatMinor: 0, totalMinor: 0, vat: [] },
  ...{ withholding: [], withheldMinor: 0, stopajMinor: 0, payableMinor: 0 },
};

export type Reading = {
  /** What can be saved now: whole lines only. */
  input: InvoiceInput;
  totals: Totals;
  /** Sums of each typed line, by its key. */
  sums: Map<string, LineSums>;
  /** Sums of each typed charge, by its key. */
  chargeSums: Map<string, ChargeSums>;
  faults: Map<string, LineFault[]>;
  chargeFaults: Map<string, ChargeFault[]>;
  isDiscountFaulty: boolean;
  isRateFaulty: boolean;
  isStopajFaulty: boolean;
  /** What keeps the document from being summed, as a message key of the contract. */
  refusal: string | undefined;
};

/**
 * What the typed invoice means. @param language decides how numbers are read
 * @param before the reading before this one: what did not change keeps its identity, so that of 500 rows one is drawn anew
 */
export function readInvoice(typed: Typed, language: Language, before?: Reading): Reading {
  const read = typed.lines
    .filter((line) => !isBlank(line))
    .map((line) => ({ line, ...readLine(line, typed.currency, language) }));
  const readCharges = typed.charges
    .filter((charge) => !isBlankCharge(charge))
    .map((charge) => ({ charge, ...readCharge(charge, typed.currency, language) }));
  const discount = parseDiscount(typed.discount, typed.currency, language);
  const rate = readRate(typed.rate, language);
  const stopajRate = typed.stopaj.trim() === '' ? null : parseRate(typed.stopaj);
  const document = {
    ...(discount ?? { discountRate: null, discountMinor: null }),
    currency: typed.currency,
    pricesIncludeVat: typed.pricesIncludeVat,
    roundingMode: typed.roundingMode,
    stopajRate: stopajRate ?? null,
  };
  const all = {
    ...document,
    lines: read.map(({ input }) => input),
    charges: readCharges.map(({ input }) => input),
  };
  const refusal = checkTotals(all)[0]?.key;
  const { totals, lines, charges } = refusal ? { totals: nothing, lines: [], charges: [] } : computeTotals(all);
  return {
    input: {
      ...document,
      ...{ clientId: typed.clientId, language: typed.language, dueDate: typed.dueDate },
      ...{ billingAddressId: typed.billingAddressId, ...readDelivery(typed.delivery) },
      exchangeRate: rate ?? null,
      design: typed.design,
      isBilingual: typed.isBilingual,
      charges: readCharges.filter(({ faults }) => faults.length === 0).map(({ input }) => input),
      orderNumber: typed.orderNumber.trim() || null,
      orderDate: typed.orderDate,
      despatches: readDespatches(typed.despatches),
      notes: typed.notes.trim() === '' ? null : typed.notes,
      chosenSeries: typed.series || null,
      internalNotes: typed.internalNotes.trim() === '' ? null : typed.internalNotes,
      lines: read.filter(({ faults }) => faults.length === 0).map(({ input }) => input),
    },
    totals,
    sums: new Map(
      read.flatMap(({ line: { key } }, index) =>
        lines[index] ? [[key, same(before?.sums.get(key), lines[index])]] : [],
      ),
    ),
    chargeSums: new Map(
      readCharges.flatMap(({ charge }, index) => (charges[index] ? [[charge.key, charges[index]]] : [])),
    ),
    chargeFaults: new Map(
      readCharges.flatMap(({ charge, faults }) => (faults.length > 0 ? [[charge.key, faults]] : [])),
    ),
    isStopajFaulty: stopajRate === undefined,
    faults: new Map(read.flatMap(({ line, faults }) => (faults.length > 0 ? [[line.key, faults]] : []))),
    isDiscountFaulty: discount === undefined,
    isRateFaulty: rate === undefined,
    refusal,
  };
}

function same(before: LineSums | undefined, now: LineSums): LineSums {
  return before && JSON.stringify(before) === JSON.stringify(now) ? before : now;
}
