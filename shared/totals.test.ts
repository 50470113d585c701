// The sums of documents, hand-reckoned; the laws that hold for every document are in `totals-laws.test.ts`.
import { describe, expect, test } from 'vitest';
import { AMOUNT_MAX_MINOR } from './money.ts';
import { checkTotals, computeTotals, type TotalsCharge, type TotalsInput, type TotalsLine } from './totals.ts';

function line(quantity: string, unitPrice: string, vatRate: string, discount: Partial<TotalsLine> = {}): TotalsLine {
  return { quantity, unitPrice, vatRate, discountRate: null, discountMinor: null, ...discount };
}

function invoice(lines: TotalsLine[], changes: Partial<TotalsInput> = {}): TotalsInput {
  const plain = { currency: 'TRY', pricesIncludeVat: false, roundingMode: 'category' } as const;
  return { ...plain, discountRate: null, discountMinor: null, charges: [], stopajRate: null, lines, ...changes };
}

const plainLine = { withheldMinor: 0, withholdingRate: null };
const charge = (amount: string | number, vatRate: string): TotalsCharge =>
  typeof amount === 'number'
    ? { chargeRate: null, chargeMinor: amount, vatRate }
    : { chargeRate: amount, chargeMinor: null, vatRate };

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
        ...{ subtotalMinor: 21_001, discountMinor: 2000, chargeMinor: 0, netMinor: 19_001, vatMinor: 2945 },
        ...{ totalMinor: 21_946, withholding: [], withheldMinor: 0, stopajMinor: 0, payableMinor: 21_946 },
        vat: [
          { rate: '10', baseMinor: 8550, vatMinor: 855 },
          { rate: '20', baseMinor: 10_451, vatMinor: 2090 },
        ],
      },
      lines: [
        { ...plainLine, netMinor: 10_000, amountMinor: 10_000, vatMinor: 1900 },
        { ...plainLine, netMinor: 9000, amountMinor: 9000, vatMinor: 855 },
        { ...plainLine, netMinor: 1001, amountMinor: 1001, vatMinor: 190 },
      ],
      charges: [],
    });
  });

  test('prices with VAT: the total is what was typed, the tax is taken out of it', () => {
    const { totals, lines } = computeTotals(invoice([line('3', '100', '20')], { pricesIncludeVat: true }));
    expect(totals).toMatchObject({ subtotalMinor: 25_000, netMinor: 25_000, vatMinor: 5000, totalMinor: 30_000 });
    expect(lines).toEqual([{ ...plainLine, netMinor: 25_000, amountMinor: 30_000, vatMinor: 5000 }]);
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
    const { totals, lines } = computeTotals(invoice([], { discountRate: '10', stopajRate: '20' }));
    expect(totals).toMatchObject({ subtotalMinor: 0, netMinor: 0, totalMinor: 0, payableMinor: 0, vat: [] });
    expect(lines).toEqual([]);
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

describe('charges', () => {
  test('come on top after the discount and bear VAT of their own; a percentage is one of what is left', () => {
    const lines = [line('1', '100', '20'), line('1', '50', '10')];
    const charges = [charge(1000, '20'), charge('10', '1')];
    // 150.00 − 15.00 = 135.00; 10 % of that is 13.50. VAT: (90 + 10) × 20 % + 45 × 10 % + 13.50 × 1 %.
    const { totals, charges: sums } = computeTotals(invoice(lines, { discountRate: '10', charges }));
    expect(totals).toMatchObject({ subtotalMinor: 15_000, discountMinor: 1500, chargeMinor: 2350, netMinor: 15_850 });
    expect(totals.vat).toEqual([
      { rate: '1', baseMinor: 1350, vatMinor: 14 },
      { rate: '10', baseMinor: 4500, vatMinor: 450 },
      { rate: '20', baseMinor: 10_000, vatMinor: 2000 },
    ]);
    expect(sums).toEqual([
      { netMinor: 1000, amountMinor: 1000, vatMinor: 200 },
      { netMinor: 1350, amountMinor: 1350, vatMinor: 14 },
    ]);
  });

  test('VAT is rounded once over lines and charges: the lines bear what they would alone, the charges the rest', () => {
    // 0.02 × 20 % = 0.004 → 0; 0.01 × 20 % = 0.002 → 0; but 0.03 × 20 % = 0.006 → 0.01.
    const document = invoice([line('1', '0.02', '20')], { charges: [charge(1, '20')] });
    const { totals, lines, charges } = computeTotals(document);
    expect([totals.vatMinor, lines[0]?.vatMinor, charges[0]?.vatMinor]).toEqual([1, 0, 1]);
    expect(computeTotals({ ...document, roundingMode: 'line' }).totals.vatMinor).toBe(0);
  });

  test('are meant with VAT where prices are', () => {
    const document = invoice([line('1', '120', '20')], { pricesIncludeVat: true, charges: [charge(1200, '20')] });
    expect(computeTotals(document).totals).toMatchObject({ chargeMinor: 1000, netMinor: 11_000, totalMinor: 13_200 });
    expect(computeTotals(document).charges).toEqual([{ netMinor: 1000, amountMinor: 1200, vatMinor: 200 }]);
  });
});

describe('what the buyer withholds', () => {
  const coded = (code: string, unitPrice: string, vatRate = '20') => ({
    ...line('1', unitPrice, vatRate),
    withholdingCode: code,
  });

  test("GİB's own sample: 20,000 at 18 %, 90 % of the VAT by code 606", () => {
    const { totals, lines } = computeTotals(invoice([coded('606', '20000', '18')]));
    expect(totals).toMatchObject({ vatMinor: 360_000, totalMinor: 2_360_000, withheldMinor: 324_000 });
    expect(totals.payableMinor).toBe(2_036_000);
    expect(totals.withholding).toEqual([{ code: '606', rate: '90', vatMinor: 360_000, withheldMinor: 324_000 }]);
    expect(lines[0]).toMatchObject({ withheldMinor: 324_000, withholdingRate: '90' });
  });

  test('is rounded once per code, or once per line; other lines and charges have no part in it', () => {
    const lines = [coded('624', '0.05'), coded('624', '0.05'), line('1', '1', '20'), coded('801', '0.05')];
    const document = invoice(lines, { charges: [charge(100, '20')] });
    // Two lines bear 1 kuruş each: 20 % of 2 is 0.4 → 0, and of 1 each 0.2 → 0. All of the third.
    expect(computeTotals(document).totals.withholding).toEqual([
      { code: '624', rate: '20', vatMinor: 2, withheldMinor: 0 },
      { code: '801', rate: '100', vatMinor: 1, withheldMinor: 1 },
    ]);
    const half = invoice([coded('604', '0.05'), coded('604', '0.05')]);
    expect(computeTotals(half).totals.withheldMinor).toBe(1);
    expect(computeTotals({ ...half, roundingMode: 'line' }).totals.withheldMinor).toBe(2);
  });

  test('one code at an older percentage stands apart', () => {
    const lines = [coded('601', '100'), { ...coded('601', '100'), withholdingRate: '30' }];
    expect(computeTotals(invoice(lines)).totals.withholding).toEqual([
      { code: '601', rate: '30', vatMinor: 2000, withheldMinor: 600 },
      { code: '601', rate: '40', vatMinor: 2000, withheldMinor: 800 },
    ]);
  });

  test("stopaj is a percentage of net: a freelancer's 1,000 with VAT withheld as well", () => {
    const { totals } = computeTotals(invoice([coded('602', '1000')], { stopajRate: '20' }));
    expect(totals).toMatchObject({ totalMinor: 120_000, withheldMinor: 18_000, stopajMinor: 20_000 });
    expect(totals.payableMinor).toBe(82_000);
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

  test('charges that are neither or both, and percentages beyond everything', () => {
    const charges = [
      { chargeRate: null, chargeMinor: null, vatRate: '20' },
      { chargeRate: '1', chargeMinor: 1, vatRate: '20' },
      charge('100.1', '20'),
      charge(-1, '20'),
      charge(1, 'x'),
      charge(AMOUNT_MAX_MINOR + 1, '0'),
    ];
    const fields = ['chargeMinor', 'chargeMinor', 'chargeRate', 'chargeMinor', 'vatRate', 'chargeMinor'];
    const found = refused(invoice([line('1', '1', '20')], { charges, stopajRate: '101' }));
    expect(found.map(({ pointer }) => pointer)).toEqual([
      ...fields.map((field, place) => `#/charges/${place}/${field}`),
      '#/stopajRate',
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
