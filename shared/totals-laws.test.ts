// The laws that hold for every document, and decimal.js as an independent second opinion.
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { test } from 'vitest';
import { computeTotals, type TotalsCharge, type TotalsInput, type TotalsLine } from './totals.ts';

const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP });

const decimal = (max: number, places: number) =>
  fc
    .tuple(fc.integer({ min: 0, max }), fc.integer({ min: 0, max: 10 ** places - 1 }), fc.constantFrom(0, 1, 2, places))
    .map(([whole, part, kept]) => {
      const text = String(part).padStart(places, '0').slice(0, kept);
      return text ? `${whole}.${text}` : String(whole);
    });

const rate = fc.oneof(fc.constantFrom('0', '1', '10', '20', '9.975', '100'), decimal(99, 4));
const withholding = fc.option(fc.constantFrom('601 40', '601 30', '602 90', '624 20', '825 100'));
const anyLine: fc.Arbitrary<TotalsLine> = fc
  .tuple(decimal(1000, 6), decimal(20_000, 6), rate, fc.option(rate), fc.integer({ min: 0, max: 500 }), withholding)
  .map(([quantity, unitPrice, vatRate, discountRate, amount, withheld]) => {
    const [withholdingCode = null, withholdingRate = null] = withheld?.split(' ') ?? [];
    const full = new Exact(quantity).mul(unitPrice).mul(100).toDecimalPlaces(0).toNumber();
    const discountMinor = discountRate === null && amount > 0 ? Math.min(amount, full) : null;
    return { quantity, unitPrice, vatRate, discountRate, discountMinor, withholdingCode, withholdingRate };
  });
const anyCharge: fc.Arbitrary<TotalsCharge> = fc
  .tuple(fc.option(rate), fc.integer({ min: 0, max: 50_000 }), rate)
  .map(([chargeRate, amount, vatRate]) => ({ chargeRate, chargeMinor: chargeRate === null ? amount : null, vatRate }));
const anyDocument: fc.Arbitrary<TotalsInput> = fc
  .record({
    lines: fc.array(anyLine, { maxLength: 7 }),
    charges: fc.array(anyCharge, { maxLength: 3 }),
    stopajRate: fc.option(rate),
    discountRate: fc.option(rate),
    discountPart: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    pricesIncludeVat: fc.boolean(),
    roundingMode: fc.constantFrom('category', 'line'),
    currency: fc.constantFrom('TRY', 'EUR', 'USD', 'GBP'),
  })
  .map(({ discountPart, ...document }) => {
    const sum = amountsOf(document.lines).reduce((whole, one) => whole + one, 0);
    const isAmount = document.discountRate === null && discountPart !== null;
    return { ...document, discountMinor: isAmount ? Math.floor(sum * discountPart) : null };
  });

const sumOf = (amounts: readonly number[]) => amounts.reduce((whole, amount) => whole + amount, 0);
const minor = (value: Decimal) => value.toDecimalPlaces(0).toNumber();

/** Amounts after line discounts, by decimal.js. */
function amountsOf(lines: readonly TotalsLine[]): number[] {
  return lines.map((one) => {
    const full = minor(new Exact(one.quantity).mul(one.unitPrice).mul(100));
    const off =
      one.discountRate === null ? (one.discountMinor ?? 0) : minor(new Exact(full).mul(one.discountRate).div(100));
    return full - off;
  });
}

/** Largest remainder as one would do it on paper, by decimal.js. */
function split(whole: number, weights: readonly number[]): number[] {
  const sum = sumOf(weights);
  if (whole === 0) return weights.map(() => 0);
  const exact = weights.map((weight) => new Exact(whole).mul(weight).div(sum));
  const parts = exact.map((share) => share.floor().toNumber());
  const order = exact
    .map((share, at) => ({ at, rest: share.sub(share.floor()) }))
    .sort((a, b) => b.rest.cmp(a.rest) || a.at - b.at);
  for (const { at } of order.slice(0, whole - sumOf(parts))) parts[at] = (parts[at] ?? 0) + 1;
  return parts;
}

const sameRate = (one: string, other: string) => new Exact(one).eq(other);

/** What each line costs after all discounts, and each charge. */
function costs(document: TotalsInput) {
  const amounts = amountsOf(document.lines);
  const whole = sumOf(amounts);
  const discount =
    document.discountRate === null
      ? (document.discountMinor ?? 0)
      : minor(new Exact(whole).mul(document.discountRate).div(100));
  const charges = document.charges.map(({ chargeRate, chargeMinor }) =>
    chargeRate === null ? (chargeMinor ?? 0) : minor(new Exact(whole - discount).mul(chargeRate).div(100)),
  );
  return { amounts, discount, charges };
}

/** The same sums, reckoned another way: rate by rate from lists of numbers, by decimal.js. */
function oracle(document: TotalsInput) {
  const { amounts, discount, charges } = costs(document);
  const rates = [...document.lines, ...document.charges].map(({ vatRate }) => new Exact(vatRate).toFixed());
  const known = [...new Set(rates)].sort((a, b) => new Exact(a).cmp(b));
  const linesOf = (own: string) => amounts.filter((_, at) => sameRate(document.lines[at]?.vatRate ?? '', own));
  const chargesOf = (own: string) => charges.filter((_, at) => sameRate(document.charges[at]?.vatRate ?? '', own));
  const shares = split(
    discount,
    known.map((own) => sumOf(linesOf(own))),
  );
  return known.map((own, place) => {
    const before = linesOf(own);
    const parts = split(shares[place] ?? 0, before);
    const after = [...before.map((amount, at) => amount - (parts[at] ?? 0)), ...chargesOf(own)];
    const divisor = document.pricesIncludeVat ? new Exact(own).add(100) : 100;
    const tax = (amount: number) => minor(new Exact(amount).mul(own).div(divisor));
    const vatMinor = document.roundingMode === 'category' ? tax(sumOf(after)) : sumOf(after.map(tax));
    return { rate: own, baseMinor: sumOf(after) - (document.pricesIncludeVat ? vatMinor : 0), vatMinor };
  });
}

/** What is withheld of the VAT that the lines say they bear, by decimal.js. */
function withheldBy(document: TotalsInput, vats: readonly number[]) {
  const keys = document.lines.map((one) =>
    one.withholdingCode ? `${one.withholdingCode} ${one.withholdingRate ?? ''}` : '',
  );
  return [...new Set(keys)]
    .filter(Boolean)
    .sort()
    .map((key) => {
      const [code = '', percent = ''] = key.split(' ');
      const own = vats.filter((_, at) => keys[at] === key);
      const part = (vat: number) => minor(new Exact(vat).mul(percent).div(100));
      const withheldMinor = document.roundingMode === 'category' ? part(sumOf(own)) : sumOf(own.map(part));
      return { code, rate: percent, vatMinor: sumOf(own), withheldMinor };
    });
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** The laws that a document breaks, by name; plain comparisons, since 20,000 times twenty matchers cost more than the sums. */
function brokenLaws(document: TotalsInput): string[] {
  const { totals, lines, charges } = computeTotals(document);
  const { subtotalMinor, discountMinor, chargeMinor, netMinor, vatMinor, totalMinor, vat, withholding } = totals;
  const { withheldMinor, stopajMinor, payableMinor } = totals;
  const cost = costs(document);
  const lineNets = sumOf(lines.map((one) => one.netMinor));
  const lineDiscounts = subtotalMinor - lineNets;
  const documentDiscount = discountMinor - lineDiscounts;
  const parts = [...lines, ...charges];
  const rates = [...document.lines, ...document.charges].map(({ vatRate }) => vatRate);
  const vatOf = (rate: string) =>
    sumOf(parts.filter((_, at) => sameRate(rates[at] ?? '', rate)).map((one) => one.vatMinor));
  const isGross = document.pricesIncludeVat;
  const alone = computeTotals({ ...document, charges: [] });
  const numbers = [
    ...[subtotalMinor, discountMinor, chargeMinor, netMinor, vatMinor, totalMinor, withheldMinor, stopajMinor],
    ...[payableMinor, lineDiscounts, documentDiscount, ...parts.flatMap((one) => [one.netMinor, one.vatMinor])],
    ...lines.flatMap((one) => [one.withheldMinor, one.vatMinor - one.withheldMinor]),
  ];
  const laws = {
    'the oracle agrees': same(vat, oracle(document)),
    'the oracle of withholding agrees': same(
      withholding,
      withheldBy(
        document,
        lines.map((one) => one.vatMinor),
      ),
    ),
    'lines print what was typed': lines.every((one, place) => one.amountMinor === cost.amounts[place]),
    'charges print what was typed': charges.every((one, place) => one.amountMinor === cost.charges[place]),
    'net and VAT are the total': netMinor + vatMinor === totalMinor,
    'subtotal less discount, with charges, is net': subtotalMinor - discountMinor + chargeMinor === netMinor,
    'bases add up to net': sumOf(vat.map((one) => one.baseMinor)) === netMinor,
    'taxes add up to VAT': sumOf(vat.map((one) => one.vatMinor)) === vatMinor,
    'lines and charges bear the VAT of their rate': vat.every((one) => vatOf(one.rate) === one.vatMinor),
    'lines bear what they would alone': same(lines, alone.lines),
    'charges are net and VAT': !isGross || charges.every((one) => one.netMinor + one.vatMinor === one.amountMinor),
    'charges add up': sumOf(charges.map((one) => one.netMinor)) === chargeMinor,
    'nothing is negative': Math.min(...numbers) >= 0,
    'everything is a safe integer': numbers.every(Number.isSafeInteger),
    'line nets less the discount, with charges, are net': lineNets - documentDiscount + chargeMinor === netMinor,
    'prices add up': (isGross ? totalMinor : netMinor) === sumOf([...cost.amounts, ...cost.charges]) - cost.discount,
    'lines add up to what is withheld': sumOf(lines.map((one) => one.withheldMinor)) === withheldMinor,
    'codes add up to what is withheld': sumOf(withholding.map((one) => one.withheldMinor)) === withheldMinor,
    'stopaj is its rate of net': stopajMinor === minor(new Exact(netMinor).mul(document.stopajRate ?? 0).div(100)),
    'payable is what is left': payableMinor === totalMinor - withheldMinor - stopajMinor,
  };
  return Object.entries(laws).flatMap(([law, holds]) => (holds ? [] : [law]));
}

test('20,000 documents agree with decimal.js and keep every law', { timeout: 120_000 }, () => {
  const check = fc.property(anyDocument, (document) => {
    const broken = brokenLaws(document);
    if (broken.length > 0) throw new Error(broken.join(', '));
  });
  fc.assert(check, { numRuns: 20_000 });
});
