// Sums a document whose fields are known to be fit for it; `totals.ts` is how others come here.
import type { Totals } from './invoices.ts';
import { allocateUnits, percentOf, percentWithin, toMinor } from './money.ts';
import { withheldOf } from './totals-withholding.ts';
import { categoriesOf, discountOn, total, workOf, type Category, type TotalsInput, type Work } from './totals-work.ts';

export type LineSums = {
  /** After the line's discount, before the document's; without VAT. */
  netMinor: number;
  /** As printed in the line: with VAT when prices include it, else without. */
  amountMinor: number;
  /** The VAT it bears, its share of the document's discount taken off. */
  vatMinor: number;
  withheldMinor: number;
  /** The percentage that was withheld; null without a code. */
  withholdingRate: string | null;
};
export type ChargeSums = Pick<LineSums, 'netMinor' | 'amountMinor' | 'vatMinor'>;
export type Sums = { totals: Totals; lines: LineSums[]; charges: ChargeSums[] };

/** What `computeTotals` answers, of a document that `checkTotals` has nothing to say about. */
export function sumUp(document: TotalsInput): Sums {
  const { lines, charges } = workOf(document);
  const categories = categoriesOf([...lines, ...charges]);
  spreadDiscount(document, lines, categories);
  const vat = categories.map((category) => bearVat(document, category));

  // Without VAT, before any discount and after all of them: lines alone, as they would be without charges.
  const netLines = (amountOf: (line: Work) => bigint) =>
    total(categories.map(({ lines: own }) => netOf(document, own, own.map(amountOf))));
  const subtotal = netLines((line) => line.full);
  const lineNet = netLines((line) => line.after - line.discount);
  const chargeNet = total(charges.map((charge) => netOfCharge(document, charge)));
  const { withholding, withheld } = withheldOf(document, lines);

  const net = lineNet + chargeNet;
  const vatSum = total(vat.map((one) => one.vat));
  const withheldSum = total(withheld);
  const stopaj = document.stopajRate ? percentOf(net, document.stopajRate) : 0n;
  return {
    totals: {
      subtotalMinor: toMinor(subtotal),
      discountMinor: toMinor(subtotal - lineNet),
      chargeMinor: toMinor(chargeNet),
      netMinor: toMinor(net),
      vatMinor: toMinor(vatSum),
      totalMinor: toMinor(net + vatSum),
      vat: vat.map(({ rate, base, vat: tax }) => ({ rate, baseMinor: toMinor(base), vatMinor: toMinor(tax) })),
      withholding,
      withheldMinor: toMinor(withheldSum),
      stopajMinor: toMinor(stopaj),
      payableMinor: toMinor(net + vatSum - withheldSum - stopaj),
    },
    lines: lineSums(document, lines, categories, withheld),
    charges: charges.map((charge) => ({
      netMinor: toMinor(netOfCharge(document, charge)),
      amountMinor: toMinor(charge.after),
      vatMinor: toMinor(charge.vat),
    })),
  };
}

function spreadDiscount(document: TotalsInput, lines: Work[], categories: Category[]): void {
  const amounts = (own: Work[]) => own.map((line) => line.after);
  const discount = discountOn(total(amounts(lines)), document);
  const shares = allocateUnits(
    discount,
    categories.map(({ lines: own }) => total(amounts(own))),
  );
  categories.forEach(({ lines: own }, index) => {
    const parts = allocateUnits(shares[index] ?? 0n, amounts(own));
    own.forEach((line, place) => (line.discount = parts[place] ?? 0n));
  });
}

/** Gives each line and charge of a category its VAT, and answers with base and VAT of all of them. */
function bearVat(document: TotalsInput, { rate, lines, charges }: Category) {
  const paid = (one: Work) => one.after - one.discount;
  const [ofLines, ofCharges] = [lines.map(paid), charges.map(paid)];
  const amounts = [...ofLines, ...ofCharges];
  const whole = vatOf(document, rate, amounts);
  const alone = vatOf(document, rate, ofLines);
  const lineParts = vatParts(document, rate, ofLines, alone);
  const chargeParts = vatParts(document, rate, ofCharges, whole - alone);
  lines.forEach((line, place) => (line.vat = lineParts[place] ?? 0n));
  charges.forEach((charge, place) => (charge.vat = chargeParts[place] ?? 0n));
  return { rate, vat: whole, base: document.pricesIncludeVat ? total(amounts) - whole : total(amounts) };
}

/** The VAT of amounts of one rate: rounded once for all of them, or once for each. */
function vatOf({ pricesIncludeVat, roundingMode }: TotalsInput, rate: string, amounts: readonly bigint[]): bigint {
  const taxOf = pricesIncludeVat ? percentWithin : percentOf;
  if (roundingMode === 'category') return taxOf(total(amounts), rate);
  return total(amounts.map((amount) => taxOf(amount, rate)));
}

/** Each amount's share of their VAT. Of prices with VAT it is the nets that share by largest remainder, and the VAT is what they leave. */
function vatParts(document: TotalsInput, rate: string, amounts: readonly bigint[], whole: bigint): bigint[] {
  if (document.roundingMode === 'line') return amounts.map((amount) => vatOf(document, rate, [amount]));
  if (!document.pricesIncludeVat) return allocateUnits(whole, amounts);
  const nets = allocateUnits(total(amounts) - whole, amounts);
  return amounts.map((amount, place) => amount - (nets[place] ?? 0n));
}

function netOf(document: TotalsInput, [first]: readonly Work[], amounts: readonly bigint[]): bigint {
  return document.pricesIncludeVat ? total(amounts) - vatOf(document, first?.rate ?? '0', amounts) : total(amounts);
}

const netOfCharge = (document: TotalsInput, charge: Work): bigint =>
  document.pricesIncludeVat ? charge.after - charge.vat : charge.after;

function lineSums(document: TotalsInput, lines: Work[], categories: Category[], withheld: bigint[]): LineSums[] {
  const nets = new Map<Work, bigint>();
  for (const { lines: own, rate } of categories) {
    const amounts = own.map((line) => line.after);
    const parts = document.pricesIncludeVat
      ? vatParts(document, rate, amounts, vatOf(document, rate, amounts)).map(
          (vat, place) => (amounts[place] ?? 0n) - vat,
        )
      : amounts;
    own.forEach((line, place) => nets.set(line, parts[place] ?? 0n));
  }
  return lines.map((line, place) => ({
    netMinor: toMinor(nets.get(line) ?? 0n),
    amountMinor: toMinor(line.after),
    vatMinor: toMinor(line.vat),
    withheldMinor: toMinor(withheld[place] ?? 0n),
    withholdingRate: line.withholding?.rate ?? null,
  }));
}
