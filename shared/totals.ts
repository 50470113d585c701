// The sums of a document, made here and nowhere else: browser, API, PDF and UBL all call this.
import type { Currency } from './fields.ts';
import { AMOUNT_MAX_MINOR, multiply, parseDecimal } from './money.ts';
import type { FieldProblem } from './problem.ts';
import { sumUp, type Sums } from './totals-sum.ts';
import { lineWork, total, type Discount, type TotalsCharge, type TotalsInput, type TotalsLine } from './totals-work.ts';

export type { ChargeSums, LineSums, Sums } from './totals-sum.ts';
export type { TotalsCharge, TotalsInput, TotalsLine } from './totals-work.ts';

/**
 * Sums a document.
 *
 * Every line amount (quantity × unit price) and every line discount is rounded to minor units first, as EN 16931 (BT-131, BT-136) wants
 * them printed. The document discount is taken from the sum of lines and spread over the VAT rates, and within a rate over its lines,
 * by largest remainder. Charges come on top; a percentage is one of the lines after all discounts. Lines and charges of one VAT rate form
 * a category; `20` and `20.00` are the same rate. Categories are listed by rate, lowest first.
 *
 * - Prices **without VAT**: VAT is a percentage of the base after discounts, charges included. `category` rounds it once per rate
 *   (EN 16931 BR-S-09), `line` once per line and charge.
 * - Prices **with VAT**: discounts and charges are meant with VAT too. The total is what the typed prices add up to, to the minor unit;
 *   the VAT contained in it is rounded once per rate or line and the base is what remains. Net amounts of the lines share their
 *   category's net by largest remainder.
 * - The lines of a rate bear together what they would bear alone, and its charges the rest; each its share by largest remainder.
 * - **Withheld VAT** (tevkifat) is a percentage of the VAT of the lines with one code, rounded once per code, or once per line.
 *   **Stopaj** is a percentage of net, rounded once. What is left of the total is payable.
 *
 * Held by `totals.test.ts` for every document: net + VAT = total; subtotal − discount + charges = net; the bases of the categories add up
 * to net and their VAT to `vatMinor`; line nets less the document's discount and charges are net; the VAT of lines and charges adds up to
 * the VAT of each category; nothing is negative.
 *
 * @throws RangeError when {@link checkTotals} has something to say about the document
 */
export function computeTotals(document: TotalsInput): Sums {
  const problem = checkTotals(document)[0];
  if (problem) throw new RangeError(`${problem.pointer}: ${problem.key}`);
  return sumUp(document);
}

/**
 * What keeps a document from being summed, by field; empty when {@link computeTotals} will answer. Keys: `field.decimal` (not a number), `invoice.oneDiscount`, `invoice.oneCharge`,
 * `invoice.discountTooLarge` (more than what it is taken from), `invoice.amountTooLarge` (beyond {@link AMOUNT_MAX_MINOR}).
 */
export function checkTotals(document: TotalsInput): FieldProblem[] {
  const problems = [
    ...document.lines.flatMap((line, index) => checkLine(line, document.currency, `#/lines/${index}`)),
    ...document.charges.flatMap((charge, index) => checkCharge(charge, `#/charges/${index}`)),
  ];
  const discountProblem = checkDiscount(document);
  if (discountProblem) problems.push({ pointer: `#/${discountProblem.field}`, key: discountProblem.key });
  if (document.stopajRate !== null && !isPercent(document.stopajRate))
    problems.push({ pointer: '#/stopajRate', key: 'field.rate' });
  if (problems.length > 0) return problems;

  const whole = total(document.lines.map((line) => lineWork(line, document.currency).after));
  if (BigInt(document.discountMinor ?? 0) > whole) {
    return [{ pointer: '#/discountMinor', key: 'invoice.discountTooLarge' }];
  }
  const { totals } = sumUp(document);
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
  if (line.withholdingRate != null && !isPercent(line.withholdingRate))
    return [{ pointer: `${pointer}/withholdingRate`, key: 'invoice.withholdingRate' }];
  return [];
}

function checkCharge({ chargeRate, chargeMinor, vatRate }: TotalsCharge, pointer: string): FieldProblem[] {
  if (!isDecimal(vatRate, 4)) return [{ pointer: `${pointer}/vatRate`, key: 'field.decimal' }];
  if ((chargeRate === null) === (chargeMinor === null))
    return [{ pointer: `${pointer}/chargeMinor`, key: 'invoice.oneCharge' }];
  if (chargeRate !== null)
    return isPercent(chargeRate) ? [] : [{ pointer: `${pointer}/chargeRate`, key: 'field.rate' }];
  if (!isMinor(chargeMinor ?? 0)) return [{ pointer: `${pointer}/chargeMinor`, key: 'field.decimal' }];
  return (chargeMinor ?? 0) > AMOUNT_MAX_MINOR
    ? [{ pointer: `${pointer}/chargeMinor`, key: 'invoice.amountTooLarge' }]
    : [];
}

function checkDiscount({ discountRate, discountMinor }: Discount): { field: string; key: string } | null {
  if (discountRate !== null && discountMinor !== null) return { field: 'discountMinor', key: 'invoice.oneDiscount' };
  if (discountRate !== null) {
    if (!isDecimal(discountRate, 4)) return { field: 'discountRate', key: 'field.decimal' };
    return isPercent(discountRate) ? null : { field: 'discountRate', key: 'invoice.discountTooLarge' };
  }
  return isMinor(discountMinor ?? 0) ? null : { field: 'discountMinor', key: 'field.decimal' };
}

const isMinor = (amount: number) => Number.isSafeInteger(amount) && amount >= 0;
const isPercent = (text: string) => isDecimal(text, 4) && parseDecimal(text, 4) <= 1_000_000n;

function isDecimal(text: string, places: number): boolean {
  try {
    return parseDecimal(text, places) >= 0n;
  } catch {
    return false;
  }
}
