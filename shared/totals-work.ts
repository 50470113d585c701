// Lines and charges on their way to the sums of a document.
import type { Currency } from './fields.ts';
import type { InvoiceChargeInput, InvoiceLineInput } from './invoices.ts';
import { multiply, parseDecimal, percentOf, plainDecimal } from './money.ts';
import { withholdingRateOf } from './tax-codes.ts';

export type Discount = { discountRate: string | null; discountMinor: number | null };
export type TotalsLine = Pick<
  InvoiceLineInput,
  'quantity' | 'unitPrice' | 'vatRate' | 'withholdingCode' | 'withholdingRate'
> &
  Discount;
export type TotalsCharge = Pick<InvoiceChargeInput, 'chargeRate' | 'chargeMinor' | 'vatRate'>;

/** The fields of a document that its sums depend on; an `InvoiceInput` fits. */
export type TotalsInput = Discount & {
  currency: Currency;
  pricesIncludeVat: boolean;
  roundingMode: 'category' | 'line';
  lines: readonly TotalsLine[];
  charges: readonly TotalsCharge[];
  stopajRate: string | null;
};

/** A line or charge: amounts in the terms of its prices, that is with VAT when prices include it. */
export type Work = {
  rate: string;
  isCharge: boolean;
  full: bigint;
  /** After its own discount. */
  after: bigint;
  /** Its share of the document's discount. */
  discount: bigint;
  vat: bigint;
  withholding: { code: string; rate: string } | null;
};

export type Category = { rate: string; lines: Work[]; charges: Work[] };

export function workOf(document: TotalsInput): { lines: Work[]; charges: Work[] } {
  const lines = document.lines.map((line) => lineWork(line, document.currency));
  const whole = total(lines.map((line) => line.after));
  const base = whole - discountOn(whole, document);
  return { lines, charges: document.charges.map((charge) => chargeWork(charge, base)) };
}

export function lineWork(line: TotalsLine, currency: Currency): Work {
  const full = multiply(line.quantity, line.unitPrice, currency);
  const rate = withholdingRateOf(line);
  return {
    rate: plainDecimal(line.vatRate, 4),
    isCharge: false,
    full,
    after: full - discountOn(full, line),
    discount: 0n,
    vat: 0n,
    withholding: line.withholdingCode && rate ? { code: line.withholdingCode, rate: plainDecimal(rate, 4) } : null,
  };
}

function chargeWork({ chargeRate, chargeMinor, vatRate }: TotalsCharge, base: bigint): Work {
  const amount = chargeRate === null ? BigInt(chargeMinor ?? 0) : percentOf(base, chargeRate);
  const rate = plainDecimal(vatRate, 4);
  return { rate, isCharge: true, full: amount, after: amount, discount: 0n, vat: 0n, withholding: null };
}

export function discountOn(amount: bigint, { discountRate, discountMinor }: Discount): bigint {
  return discountRate === null ? BigInt(discountMinor ?? 0) : percentOf(amount, discountRate);
}

/** Lines and charges grouped by VAT rate, lowest rate first, each group in the document's order. */
export function categoriesOf(work: Work[]): Category[] {
  const byRate = Map.groupBy(work, (one) => one.rate);
  return [...byRate.entries()]
    .toSorted(([one], [other]) => (parseDecimal(one, 4) < parseDecimal(other, 4) ? -1 : 1))
    .map(([rate, own]) => ({
      rate,
      lines: own.filter((one) => !one.isCharge),
      charges: own.filter((one) => one.isCharge),
    }));
}

export function total(amounts: readonly bigint[]): bigint {
  return amounts.reduce((whole, amount) => whole + amount, 0n);
}
