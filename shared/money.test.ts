// Money is exact: every sum agrees with decimal.js, and what is split adds up again.
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  allocate,
  decimalOf,
  formatDecimal,
  minorOf,
  multiply,
  parseDecimal,
  percentOf,
  percentWithin,
  plainDecimal,
  round,
  toMinor,
} from './money.ts';

const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP });

/** Decimal strings such as the contract accepts: no leading zeros, up to so many places. */
const decimals = (max: number, places: number) =>
  fc
    .tuple(
      fc.integer({ min: 0, max }),
      fc.integer({ min: 0, max: 10 ** places - 1 }),
      fc.integer({ min: 0, max: places }),
    )
    .map(([whole, fraction, kept]) => {
      const text = String(fraction).padStart(places, '0').slice(0, kept);
      return text ? `${whole}.${text}` : String(whole);
    });
const rates = decimals(99, 4);

describe('decimal strings', () => {
  test('come back as they went in, without needless zeros', () => {
    fc.assert(
      fc.property(decimals(1_000_000, 6), (text) => {
        expect(formatDecimal(parseDecimal(text, 6), 6)).toBe(new Exact(text).toFixed());
      }),
    );
  });

  test.each(['', '.', '1.', '.5', '1e3', '+1', ' 1', '1,5', '0x10', '١', 'NaN', 'Infinity', '1.23456789', '--1'])(
    '%j is refused',
    (text) => expect(() => parseDecimal(text, 6)).toThrow(RangeError),
  );

  test('one number has one spelling', () => {
    expect(['20', '20.0', '20.0000', '020'].map((text) => plainDecimal(text, 4))).toEqual(['20', '20', '20', '20']);
    expect(plainDecimal('-0.50', 4)).toBe('-0.5');
  });
});

describe('minor units', () => {
  test('are written with all places of their currency and read back the same', () => {
    expect(decimalOf(1230, 'TRY')).toBe('12.30');
    expect(decimalOf(-5, 'EUR')).toBe('-0.05');
    fc.assert(
      fc.property(fc.maxSafeInteger(), (minor) => {
        expect(minorOf(decimalOf(minor, 'TRY'), 'TRY')).toBe(minor);
      }),
    );
  });

  test('with more places than the currency has are refused rather than rounded', () => {
    expect(() => minorOf('1.005', 'TRY')).toThrow(RangeError);
  });

  test('beyond safe integers are refused', () => {
    expect(toMinor(BigInt(Number.MAX_SAFE_INTEGER))).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => toMinor(2n ** 53n)).toThrow(RangeError);
  });
});

describe('rounding', () => {
  test.each([
    [1n, 2n, 1n],
    [-1n, 2n, -1n],
    [49n, 100n, 0n],
    [-49n, 100n, 0n],
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [7n, 3n, 2n],
    [0n, 3n, 0n],
  ])('%d / %d is %d: halves away from zero', (numerator, denominator, whole) => {
    expect(round(numerator, denominator)).toBe(whole);
  });

  test('agrees with decimal.js on every fraction', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 24n), 10n ** 24n), fc.bigInt(1n, 10n ** 12n), (numerator, denominator) => {
        const exact = new Exact(numerator.toString()).div(denominator.toString()).toDecimalPlaces(0);
        expect(round(numerator, denominator).toString()).toBe(exact.abs().isZero() ? '0' : exact.toFixed());
      }),
      { numRuns: 5000 },
    );
  });

  test('by nothing or less is refused', () => {
    expect(() => round(1n, 0n)).toThrow(RangeError);
    expect(() => round(1n, -2n)).toThrow(RangeError);
  });
});

describe('products and percentages', () => {
  test('agree with decimal.js', () => {
    const amounts = fc.integer({ min: 0, max: 9_999_999_999_999 });
    fc.assert(
      fc.property(decimals(999_999, 6), decimals(999_999, 6), rates, amounts, (quantity, price, rate, amount) => {
        const product = new Exact(quantity).mul(price).mul(100).toDecimalPlaces(0);
        expect(multiply(quantity, price, 'TRY').toString()).toBe(product.toFixed());
        const tax = new Exact(amount).mul(rate).div(100).toDecimalPlaces(0);
        expect(percentOf(BigInt(amount), rate).toString()).toBe(tax.toFixed());
        const within = new Exact(amount).mul(rate).div(new Exact(rate).add(100)).toDecimalPlaces(0);
        expect(percentWithin(BigInt(amount), rate).toString()).toBe(within.toFixed());
      }),
      { numRuns: 5000 },
    );
  });

  test('the classics that floats get wrong', () => {
    expect(multiply('1', '1.005', 'TRY')).toBe(101n);
    expect(multiply('3', '0.1', 'TRY')).toBe(30n);
    expect(percentOf(1_005n, '10')).toBe(101n);
    expect(percentOf(1n, '50')).toBe(1n);
  });
});

describe('allocation', () => {
  const weights = fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), { minLength: 1, maxLength: 40 });
  const total = fc.integer({ min: -9_999_999_999_999, max: 9_999_999_999_999 });

  test('parts always add up to the whole, and none is further than one unit from its exact share', () => {
    fc.assert(
      fc.property(total, weights, (whole, shares) => {
        const sum = shares.reduce((one, other) => one + other, 0);
        fc.pre(sum > 0);
        const parts = allocate(whole, shares);
        expect(parts.reduce((one, other) => one + other, 0)).toBe(whole);
        parts.forEach((part, index) => {
          const exact = new Exact(whole).mul(shares[index] ?? 0).div(sum);
          expect(exact.sub(part).abs().lt(1)).toBe(true);
        });
      }),
      { numRuns: 5000 },
    );
  });

  test('a part never exceeds its weight when the whole does not exceed the weights', () => {
    fc.assert(
      fc.property(weights, fc.double({ min: 0, max: 1, noNaN: true }), (shares, share) => {
        const sum = shares.reduce((one, other) => one + other, 0);
        const parts = allocate(Math.floor(sum * share), sum === 0 ? [1] : shares);
        parts.forEach((part, index) => expect(part).toBeLessThanOrEqual(sum === 0 ? 1 : (shares[index] ?? 0)));
      }),
    );
  });

  test('ties go to the earlier part', () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocate(-100, [1, 1, 1])).toEqual([-34, -33, -33]);
    expect(allocate(5, [0, 1, 0, 1])).toEqual([0, 3, 0, 2]);
  });

  test('nothing to split needs no weights, something does', () => {
    expect(allocate(0, [0, 0])).toEqual([0, 0]);
    expect(allocate(0, [])).toEqual([]);
    expect(() => allocate(1, [0, 0])).toThrow(RangeError);
    expect(() => allocate(1, [])).toThrow(RangeError);
    expect(() => allocate(1, [2, -1])).toThrow(RangeError);
  });
});
