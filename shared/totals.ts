// The sums of a document, made here and nowhere else: browser, API, PDF and UBL all call this.
import type { Currency } from './fields.ts';
import type { InvoiceLineInput, Totals } from './invoices.ts';
import {
  allocateUnits,
  AMOUNT_MAX_MINOR,
  multiply,
  parseDecimal,
  percentOf,
  percentWithin,
  plainDecimal,
  toMinor,
} from './money.ts';
import type { FieldProblem } from './problem.ts';

type Discount = { discountRate: string | null; discountMinor: number | null };
export type TotalsLine = Pick<InvoiceLineInput, 'quantity' | 'unitPrice' | 'vatRate'> & Discount;

/** The fields of a document that its sums depend on; an `InvoiceInput` fits. */
export type TotalsInput = Discount & {
  currency: Currency;
  pricesIncludeVat: boolean;
  roundingMode: 'category' | 'line';
  lines: readonly TotalsLine[];
};

export type LineSums = {
  /** After the line's discount, before the document's; without VAT. */
  netMinor: number;
  /** As printed in the line: with VAT when prices include it, else without. */
  amountMinor: number;
};

/** A line on its way: amounts in the terms of its prices, that is with VAT when prices include it. */
type Work = { rate: string; full: bigint; after: bigint; discount: bigint };

/**
 * Sums a document.
 *
 * Every line amount (quantity × unit price) and every line discount is rounded to minor units first, as EN 16931 (BT-131, BT-136) wants
 * them printed. The document discount is taken from the sum of lines and spread over the VAT rates, and within a rate over its lines,
 * by largest remainder. Lines of one VAT rate form a category; `20` and `20.00` are the same rate. Categories are listed by rate, lowest first.
 *
 * - Prices **without VAT**: VAT is a percentage of the base after discounts. `category` rounds it once per rate (EN 16931 BR-S-09),
 *   `line` once per line.
 * - Prices **with VAT**: discounts are meant with VAT too. The total is what the typed prices add up to, to the minor unit; the VAT
 *   contained in it is rounded once per rate or line and the base is what remains. Net amounts of the lines share their category's
 *   net by largest remainder.
 *
 * Held by `totals.test.ts` for every document: net + VAT = total; subtotal − discount = net; the bases of the categories add up to net and
 * their VAT to `vatMinor`; line nets less the document's discount are net; nothing is negative.
 *
 * @throws RangeError when {@link checkTotals} has something to say about the document
 */
export function computeTotals(document: TotalsInput): { totals: Totals; lines: LineSums[] } {
  const problem = checkTotals(document)[0];
  if (problem) throw new RangeError(`${problem.pointer}: ${problem.key}`);
  return sum(
    document,
    document.lines.map((line) => workOf(line, document.currency)),
  );
}

/**
 * What keeps a document from being summed, by field; empty when {@link computeTotals} will answer. Keys: `field.decimal` (not a number),
 * `invoice.oneDiscount`, `invoice.discountTooLarge` (more than what it is taken from), `invoice.amountTooLarge` (beyond {@link AMOUNT_MAX_MINOR}).
 */
export function checkTotals(document: TotalsInput): FieldProblem[] {
  const problems = document.lines.flatMap((line, index) => checkLine(line, document.currency, `#/lines/${index}`));
  const discountProblem = checkDiscount(document);
  if (discountProblem) problems.push({ pointer: `#/${discountProblem.field}`, key: discountProblem.key });
  if (problems.length > 0) return problems;

  const work = document.lines.map((line) => workOf(line, document.currency));
  const whole = work.reduce((total, line) => total + line.after, 0n);
  if (BigInt(document.discountMinor ?? 0) > whole) {
    return [{ pointer: '#/discountMinor', key: 'invoice.discountTooLarge' }];
  }
  const { totals } = sum(document, work);
  const isTooLarge = Math.max(totals.subtotalMinor, totals.totalMinor) > AMOUNT_MAX_MINOR;
  return isTooLarge ? [{ pointer: '#/lines', key: 'invoice.amountTooLarge' }] : [];
}

function checkLine(line: TotalsLine, currency: Currency, pointer: string): FieldProblem[] {
  const malformed = [
    isDecimal(line.quantity, 6) ? null : 'quantity',
    isDecimal(line.unitPrice, 6) ? null : 'unitPrice',
    isDecimal(line.vatRate, 4) ? null : 'vatRate',
  ].filter((field) => field !== null);
  if (malformed.length > 0) return malformed.map((field) => ({ pointer: `${pointer}/${field}`, key: 'field.decimal' }));

  const amount = multiply(line.quantity, line.unitPrice, currency);
  if (amount > AMOUNT_MAX_MINOR) return [{ pointer: `${pointer}/unitPrice`, key: 'invoice.amountTooLarge' }];
  const discountProblem = checkDiscount(line);
  if (discountProblem) return [{ pointer: `${pointer}/${discountProblem.field}`, key: discountProblem.key }];
  if (BigInt(line.discountMinor ?? 0) > amount) {
    return [{ pointer: `${pointer}/discountMinor`, key: 'invoice.discountTooLarge' }];
  }
  return [];
}

function checkDiscount({ discountRate, discountMinor }: Discount): { field: string; key: string } | null {
  if (discountRate !== null && discountMinor !== null) return { field: 'discountMinor', key: 'invoice.oneDiscount' };
  if (discountRate !== null) {
    if (!isDecimal(discountRate, 4)) return { field: 'discountRate', key: 'field.decimal' };
    return parseDecimal(discountRate, 4) > 1_000_000n
      ? { field: 'discountRate', key: 'invoice.discountTooLarge' }
      : null;
  }
  const isAmount = Number.isSafeInteger(discountMinor ?? 0) && (discountMinor ?? 0) >= 0;
  return isAmount ? null : { field: 'discountMinor', key: 'field.decimal' };
}

function isDecimal(text: string, places: number): boolean {
  try {
    return parseDecimal(text, places) >= 0n;
  } catch {
    return false;
  }
}

function workOf(line: TotalsLine, currency: Currency): Work {
  const full = multiply(line.quantity, line.unitPrice, currency);
  return { rate: plainDecimal(line.vatRate, 4), full, after: full - discountOn(full, line), discount: 0n };
}

function discountOn(amount: bigint, { discountRate, discountMinor }: Discount): bigint {
  return discountRate === null ? BigInt(discountMinor ?? 0) : percentOf(amount, discountRate);
}

function sum(document: TotalsInput, work: Work[]): { totals: Totals; lines: LineSums[] } {
  const whole = total(work.map((line) => line.after));
  const categories = categoriesOf(work);
  const shares = allocateUnits(
    discountOn(whole, document),
    categories.map((category) => total(category.map((line) => line.after))),
  );
  categories.forEach((category, index) => {
    const parts = allocateUnits(
      shares[index] ?? 0n,
      category.map((line) => line.after),
    );
    category.forEach((line, place) => (line.discount = parts[place] ?? 0n));
  });

  const vatOf = vatRule(document);
  const netOf = (category: Work[], amounts: bigint[]) =>
    document.pricesIncludeVat ? total(amounts) - vatOf(category, amounts) : total(amounts);
  const vat = categories.map((category) => {
    const amounts = category.map((line) => line.after - line.discount);
    return {
      rate: category[0]?.rate ?? '0',
      baseMinor: toMinor(netOf(category, amounts)),
      vatMinor: toMinor(vatOf(category, amounts)),
    };
  });
  const subtotal = total(
    categories.map((category) =>
      netOf(
        category,
        category.map((line) => line.full),
      ),
    ),
  );
  const netMinor = vat.reduce((sum, category) => sum + category.baseMinor, 0);
  const vatMinor = vat.reduce((sum, category) => sum + category.vatMinor, 0);
  const subtotalMinor = toMinor(subtotal);
  return {
    totals: {
      subtotalMinor,
      discountMinor: subtotalMinor - netMinor,
      netMinor,
      vatMinor,
      totalMinor: netMinor + vatMinor,
      vat,
    },
    lines: lineSums(document, work, categories),
  };
}

/** Lines grouped by VAT rate, lowest rate first, each group in the document's order. */
function categoriesOf(work: Work[]): Work[][] {
  const byRate = Map.groupBy(work, (line) => line.rate);
  return [...byRate.entries()]
    .toSorted(([one], [other]) => (parseDecimal(one, 4) < parseDecimal(other, 4) ? -1 : 1))
    .map(([, category]) => category);
}

/** The VAT of some amounts of one category: rounded once for all of them, or once for each. */
function vatRule({ pricesIncludeVat, roundingMode }: TotalsInput) {
  const taxOf = pricesIncludeVat ? percentWithin : percentOf;
  return (category: Work[], amounts: bigint[]): bigint => {
    const rate = category[0]?.rate ?? '0';
    return roundingMode === 'category'
      ? taxOf(total(amounts), rate)
      : total(amounts.map((amount) => taxOf(amount, rate)));
  };
}

function lineSums({ pricesIncludeVat, roundingMode }: TotalsInput, work: Work[], categories: Work[][]): LineSums[] {
  const nets = new Map<Work, bigint>();
  for (const category of categories) {
    const amounts = category.map((line) => line.after);
    const rate = category[0]?.rate ?? '0';
    const parts = !pricesIncludeVat
      ? amounts
      : roundingMode === 'line'
        ? amounts.map((amount) => amount - percentWithin(amount, rate))
        : allocateUnits(total(amounts) - percentWithin(total(amounts), rate), amounts);
    category.forEach((line, place) => nets.set(line, parts[place] ?? 0n));
  }
  return work.map((line) => ({ netMinor: toMinor(nets.get(line) ?? 0n), amountMinor: toMinor(line.after) }));
}

function total(amounts: readonly bigint[]): bigint {
  return amounts.reduce((whole, amount) => whole + amount, 0n);
}
