// What an invoice is made of: its lines, charges and references to other papers, and the sums that follow from them.
import * as z from 'zod';
import { AmountMinor, Day, line, Quantity, Rate, UnitPrice } from './fields.ts';
import { ExemptionCode, isOfficialRate, WithholdingCode } from './tax-codes.ts';

/** A discount: a percentage, an amount, or none; never both (the database refuses that too). */
export const discountShape = { discountRate: Rate.nullable(), discountMinor: AmountMinor.nullable() };
export const oneDiscount = (value: { discountRate?: string | null; discountMinor?: number | null }) =>
  value.discountRate == null || value.discountMinor == null;

/** Why there is no VAT, for a rate of 0; a Turkish seller names a code before the document is issued. */
const exemptionShape = {
  exemptionCode: ExemptionCode.nullish(),
  /** In one's own words, printed beside the code. */
  exemptionReason: line(200).nullish(),
};

export const InvoiceLineInput = z
  .strictObject({
    description: line(500),
    quantity: Quantity,
    /** UN/ECE Recommendation 20 unit code, C62 = piece, HUR = hour. */
    unit: z.string().regex(/^[A-Z0-9]{2,3}$/),
    unitPrice: UnitPrice,
    vatRate: Rate,
    ...discountShape,
    ...exemptionShape,
    /** Part of the VAT that the buyer withholds (tevkifat), by its code. */
    withholdingCode: WithholdingCode.nullish(),
    /** Percent of the VAT; the rate in force for the code when left out. */
    withholdingRate: Rate.nullish(),
    /** The product that the line came from; what the line says stays its own. */
    productId: z.uuid().nullish(),
  })
  .refine(oneDiscount, { error: 'invoice.oneDiscount', path: ['discountMinor'] })
  .refine((typed) => isOfficialRate(typed), { error: 'invoice.withholdingRate', path: ['withholdingRate'] });
export type InvoiceLineInput = z.infer<typeof InvoiceLineInput>;

export const InvoiceLine = z.strictObject({
  ...InvoiceLineInput.shape,
  position: z.int(),
  /** After the line's discount, before the document's; without VAT. */
  netMinor: z.int(),
  /** As printed in the line: with VAT when prices include it, else without. */
  amountMinor: z.int(),
  /** The VAT it bears, its share of the document's discount taken off. */
  vatMinor: z.int(),
  /** What of that the buyer withholds. */
  withheldMinor: z.int(),
});
export type InvoiceLine = z.infer<typeof InvoiceLine>;

/** Something on top of the lines: a percentage of them after discounts, or an amount; exactly one of the two. */
export const InvoiceChargeInput = z
  .strictObject({
    /** What it is for: freight, packing. */
    reason: line(100),
    chargeRate: Rate.nullable(),
    /** With VAT when prices include it, else without. */
    chargeMinor: AmountMinor.nullable(),
    vatRate: Rate,
    ...exemptionShape,
  })
  .refine(({ chargeRate, chargeMinor }) => (chargeRate === null) !== (chargeMinor === null), {
    error: 'invoice.oneCharge',
    path: ['chargeMinor'],
  });
export type InvoiceChargeInput = z.infer<typeof InvoiceChargeInput>;

export const InvoiceCharge = z.strictObject({
  ...InvoiceChargeInput.shape,
  /** As printed: with VAT when prices include it, else without. */
  amountMinor: z.int(),
  /** Without VAT. */
  netMinor: z.int(),
  vatMinor: z.int(),
});
export type InvoiceCharge = z.infer<typeof InvoiceCharge>;

/** A despatch note (irsaliye) that goes before the invoice. */
export const Despatch = z.strictObject({ number: line(50), date: Day.nullable() });
export type Despatch = z.infer<typeof Despatch>;

/** Sums of a document, made by `shared/totals.ts` and nowhere else. */
export const Totals = z.strictObject({
  /** Sum of lines before any discount, without VAT. */
  subtotalMinor: z.int(),
  /** Line and document discounts together, without VAT. */
  discountMinor: z.int(),
  /** Charges together, without VAT. */
  chargeMinor: z.int(),
  /** VAT base. */
  netMinor: z.int(),
  vatMinor: z.int(),
  totalMinor: z.int(),
  vat: z.array(z.strictObject({ rate: Rate, baseMinor: z.int(), vatMinor: z.int() })),
  /** What the buyer withholds of the VAT, by code and percentage, out of the VAT of those lines. */
  withholding: z.array(z.strictObject({ code: z.string(), rate: Rate, vatMinor: z.int(), withheldMinor: z.int() })),
  withheldMinor: z.int(),
  /** Income tax that the buyer withholds. */
  stopajMinor: z.int(),
  /** What the client pays: the total less both. */
  payableMinor: z.int(),
});
export type Totals = z.infer<typeof Totals>;
