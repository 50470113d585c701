// The sums of documents: hand-reckoned cases, the laws that hold for every document, and decimal.js as an independent second opinion.
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AMOUNT_MAX_MINOR } from './money.ts';
import { checkTotals, computeTotals, type TotalsInput, type TotalsLine } from './totals.ts';

const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP });

function line(quantity: string, unitPrice: string, vatRate: string, discount: Partial<TotalsLine> = {}): TotalsLine {
  return { quantity, unitPrice, vatRate, discountRate: null, discountMinor: null, ...discount };
}

function invoice(lines: TotalsLine[], changes: Partial<TotalsInput> = {}): TotalsInput {
  const plain = { currency: 'TRY', pricesIncludeVat: false, roundingMode: 'category' } as const;
  return { ...plain, discountRate: null, discountMinor: null, lines, ...changes };
}

describe('hand-reckoned', () => {
  test('three lines, two rates, a line discount and a document discount', () => {
    const lines = [
      line('1', '100', '20'),
      line('3', '33.333333', '10', { discountRate: '10' }),
      line('2', '5.005', '20'),
    ];
    // 100.00 + (100.00 − 10.00) + 10.01 = 200.01; the discount 10.00 splits 5.50 to 20 % and 4.50 to 10 %.
    expect(computeTotals(invoice(lines, { discountMinor: 1000 }))).toEqual({
      totals: {
        subtotalMinor: 21_001,
        discountMinor: 2000,
        netMinor: 19_001,
        vatMinor: 2945,
        totalMinor: 21_946,
        vat: [
          { rate: '10', baseMinor: 8550, vatMinor: 855 },
          { rate: '20', baseMinor: 10_451, vatMinor: 2090 },
        ],
      },
      lines: [
        { netMinor: 10_000, amountMinor: 10_000 },
        { netMinor: 9000, amountMinor: 9000 },
        { netMinor: 1001, amountMinor: 1001 },
      ],
    });
  });

  test('prices with VAT: the total is what was typed, the tax is taken out of it', () => {
    const { totals, lines } = computeTotals(invoice([line('3', '100', '20')], { pricesIncludeVat: true }));
    expect(totals).toMatchObject({ subtotalMinor: 25_000, netMinor: 25_000, vatMinor: 5000, totalMinor: 30_000 });
    expect(lines).toEqual([{ netMinor: 25_000, amountMinor: 30_000 }]);
  });

  test('once per rate or once per line: three times 0.33 at 20 % is 0.20 or 0.21 of VAT', () => {
    const lines = [line('1', '0.33', '20'), line('1', '0.33', '20'), line('1', '0.33', '20')];
    expect(computeTotals(invoice(lines)).totals.vatMinor).toBe(20);
    expect(computeTotals(invoice(lines, { roundingMode: 'line' })).totals.vatMinor).toBe(21);
  });

  test('nets of lines with VAT share the net of their rate to the last kuruş', () => {
    const lines = [line('1', '0.10', '20'), line('1', '0.10', '20'), line('1', '0.10', '20')];
    const { totals, lines: sums } = computeTotals(invoice(lines, { pricesIncludeVat: true }));
    expect(totals.netMinor).toBe(25);
    expect(sums.map((sum) => sum.netMinor)).toEqual([9, 8, 8]);
  });

  test('one rate spelled in three ways is one category', () => {
    const lines = [line('1', '1', '20'), line('1', '1', '20.0'), line('1', '1', '20.0000')];
    expect(computeTotals(invoice(lines)).totals.vat).toEqual([{ rate: '20', baseMinor: 300, vatMinor: 60 }]);
  });

  test('a rate of zero is a category of its own, without VAT', () => {
    const { totals } = computeTotals(invoice([line('1', '10', '0'), line('1', '10', '9.975')]));
    expect(totals.vat).toEqual([
      { rate: '0', baseMinor: 1000, vatMinor: 0 },
      { rate: '9.975', baseMinor: 1000, vatMinor: 100 },
    ]);
  });

  test('a document without lines is zero', () => {
    expect(computeTotals(invoice([], { discountRate: '10' }))).toEqual({
      totals: { subtotalMinor: 0, discountMinor: 0, netMinor: 0, vatMinor: 0, totalMinor: 0, vat: [] },
      lines: [],
    });
  });

  test('a discount of everything leaves nothing to pay', () => {
    const lines = [line('1', '99.99', '20'), line('1', '0.01', '10')];
    expect(computeTotals(invoice(lines, { discountMinor: 10_000 })).totals.totalMinor).toBe(0);
    expect(computeTotals(invoice(lines, { discountRate: '100' })).totals).toMatchObject({
      netMinor: 0,
      discountMinor: 10_000,
    });
  });
});

describe('refused, naming the field', () => {
  const refused = (document: TotalsInput) => {
    const problems = checkTotals(document);
    expect(() => computeTotals(document)).toThrow(RangeError);
    return problems;
  };

  test('a line discount larger than its line', () => {
    const lines = [line('1', '1', '20'), line('1', '1', '20', { discountMinor: 101 })];
    expect(refused(invoice(lines))).toEqual([{ pointer: '#/lines/1/discountMinor', key: 'invoice.discountTooLarge' }]);
  });

  test('a document discount larger than the sum of its lines', () => {
    const lines = [line('1', '1', '20', { discountMinor: 50 })];
    const problem = { pointer: '#/discountMinor', key: 'invoice.discountTooLarge' };
    expect(refused(invoice(lines, { discountMinor: 51 }))).toEqual([problem]);
    expect(checkTotals(invoice(lines, { discountMinor: 50 }))).toEqual([]);
    expect(refused(invoice([], { discountMinor: 1 }))).toEqual([problem]);
  });

  test('a rate and an amount at once', () => {
    const both = { discountRate: '1', discountMinor: 1 };
    expect(refused(invoice([line('1', '1', '20', both)], both))).toEqual([
      { pointer: '#/lines/0/discountMinor', key: 'invoice.oneDiscount' },
      { pointer: '#/discountMinor', key: 'invoice.oneDiscount' },
    ]);
  });

  test('what is no number, every one of them', () => {
    const lines = [
      line('', 'x', '-1'),
      line('1', '1', '20', { discountRate: '1e1' }),
      line('1', '1', '20', { discountMinor: -1 }),
    ];
    expect(refused(invoice(lines, { discountMinor: 0.5 })).map((problem) => problem.pointer)).toEqual([
      '#/lines/0/quantity',
      '#/lines/0/unitPrice',
      '#/lines/0/vatRate',
      '#/lines/1/discountRate',
      '#/lines/2/discountMinor',
      '#/discountMinor',
    ]);
  });

  test('a discount of more than everything', () => {
    expect(refused(invoice([line('1', '1', '20', { discountRate: '100.0001' })]))).toHaveLength(1);
  });

  test('amounts past the bound, by line and by document, and none below it', () => {
    const most = line('1', '99999999999.99', '0');
    expect(computeTotals(invoice([most])).totals.totalMinor).toBe(AMOUNT_MAX_MINOR);
    expect(refused(invoice([line('1', '100000000000', '0')]))).toEqual([
      { pointer: '#/lines/0/unitPrice', key: 'invoice.amountTooLarge' },
    ]);
    const many = Array.from({ length: 500 }, () => most);
    expect(refused(invoice(many))).toEqual([{ pointer: '#/lines', key: 'invoice.amountTooLarge' }]);
    expect(refused(invoice(many, { discountRate: '100' }))).toHaveLength(1);
  });
});

const decimal = (max: number, places: number) =>
  fc
    .tuple(fc.integer({ min: 0, max }), fc.integer({ min: 0, max: 10 ** places - 1 }), fc.constantFrom(0, 1, 2, places))
    .map(([whole, part, kept]) => {
      const text = String(part).padStart(places, '0').slice(0, kept);
      return text ? `${whole}.${text}` : String(whole);
    });

const rate = fc.oneof(fc.constantFrom('0', '1', '10', '20', '9.975', '100'), decimal(99, 4));
const anyLine: fc.Arbitrary<TotalsLine> = fc
  .tuple(decimal(1000, 6), decimal(20_000, 6), rate, fc.option(rate), fc.integer({ min: 0, max: 500 }))
  .map(([quantity, unitPrice, vatRate, discountRate, amount]) => {
    const full = new Exact(quantity).mul(unitPrice).mul(100).toDecimalPlaces(0).toNumber();
    const discountMinor = discountRate === null && amount > 0 ? Math.min(amount, full) : null;
    return { quantity, unitPrice, vatRate, discountRate, discountMinor };
  });
const anyDocument: fc.Arbitrary<TotalsInput> = fc
  .record({
    lines: fc.array(anyLine, { maxLength: 7 }),
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

/** The same sums, reckoned another way: category by category from lists of numbers, by decimal.js. */
function oracle(document: TotalsInput) {
  const amounts = amountsOf(document.lines);
  const whole = sumOf(amounts);
  const discount =
    document.discountRate === null
      ? (document.discountMinor ?? 0)
      : minor(new Exact(whole).mul(document.discountRate).div(100));
  const rates = [...new Set(document.lines.map((one) => new Exact(one.vatRate).toFixed()))].sort((a, b) =>
    new Exact(a).cmp(b),
  );
  const members = rates.map((own) =>
    amounts.filter((_, at) => new Exact(document.lines[at]?.vatRate ?? 0).toFixed() === own),
  );
  const shares = split(discount, members.map(sumOf));
  return rates.map((own, place) => {
    const before = members[place] ?? [];
    const parts = split(shares[place] ?? 0, before);
    const after = before.map((amount, at) => amount - (parts[at] ?? 0));
    const divisor = document.pricesIncludeVat ? new Exact(own).add(100) : 100;
    const tax = (amount: number) => minor(new Exact(amount).mul(own).div(divisor));
    const vatMinor = document.roundingMode === 'category' ? tax(sumOf(after)) : sumOf(after.map(tax));
    return { rate: own, baseMinor: sumOf(after) - (document.pricesIncludeVat ? vatMinor : 0), vatMinor };
  });
}

/** The laws that a document breaks, by name; plain comparisons, since 20,000 times twelve matchers cost more than the sums. */
function brokenLaws(document: TotalsInput): string[] {
  const { totals, lines } = computeTotals(document);
  const { subtotalMinor, discountMinor, netMinor, vatMinor, totalMinor, vat } = totals;
  const amounts = amountsOf(document.lines);
  const lineNets = sumOf(lines.map((one) => one.netMinor));
  const lineDiscounts = subtotalMinor - lineNets;
  const documentDiscount = discountMinor - lineDiscounts;
  const numbers = [subtotalMinor, discountMinor, netMinor, vatMinor, totalMinor, ...lines.map((one) => one.netMinor)];
  const isGross = document.pricesIncludeVat && document.discountRate === null;
  const laws = {
    'the oracle agrees': JSON.stringify(vat) === JSON.stringify(oracle(document)),
    'lines print what was typed': lines.every((one, place) => one.amountMinor === amounts[place]),
    'net and VAT are the total': netMinor + vatMinor === totalMinor,
    'subtotal less discount is net': subtotalMinor - discountMinor === netMinor,
    'bases add up to net': sumOf(vat.map((one) => one.baseMinor)) === netMinor,
    'taxes add up to VAT': sumOf(vat.map((one) => one.vatMinor)) === vatMinor,
    'nothing is negative': Math.min(...numbers, lineDiscounts, documentDiscount) >= 0,
    'everything is a safe integer': numbers.every(Number.isSafeInteger),
    'line nets less the discount are net': lineNets - documentDiscount === netMinor,
    'prices with VAT add up to the total': !isGross || totalMinor === sumOf(amounts) - (document.discountMinor ?? 0),
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
