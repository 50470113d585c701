// Sums in the books' currency are exact, add up, and come from the rate the bulletin names.
import { describe, expect, test } from 'vitest';
import {
  bookCurrency,
  bookTotals,
  exchanged,
  exchangedBack,
  ExchangeRate,
  rateOf,
  type QuotedDay,
} from './exchange.ts';

const bulletin: QuotedDay = {
  day: '2026-11-24',
  quotes: [
    { currency: 'EUR', unit: 1, forexBuying: '48.1234' },
    { currency: 'USD', unit: 1, forexBuying: '41.5678' },
    { currency: 'GBP', unit: 100, forexBuying: '5512.34' },
  ],
};

test('books are kept in lira in Türkiye, elsewhere in the currency of the business', () => {
  expect(bookCurrency({ country: 'TR', currency: 'EUR' })).toBe('TRY');
  expect(bookCurrency({ country: 'DE', currency: 'EUR' })).toBe('EUR');
});

describe('a rate', () => {
  test('is the forex buying rate for one unit', () => {
    expect(rateOf('EUR', 'TRY', bulletin)).toEqual({ rate: '48.1234', rateDate: '2026-11-24', source: 'tcmb' });
    expect(rateOf('GBP', 'TRY', bulletin)?.rate).toBe('55.1234');
  });

  test('between two others goes through the lira, rounded to six places', () => {
    expect(rateOf('USD', 'EUR', bulletin)?.rate).toBe('0.863775');
    expect(rateOf('TRY', 'EUR', bulletin)?.rate).toBe('0.02078');
  });

  test('is none where the bulletin names none', () => {
    expect(rateOf('EUR', 'TRY', { day: '2026-11-24', quotes: [] })).toBeNull();
    const silent = { day: '2026-11-24', quotes: [{ currency: 'EUR', unit: 1, forexBuying: null }] };
    expect(rateOf('EUR', 'TRY', silent)).toBeNull();
  });

  test.each(['48', '48.1234', '0.000001', '1234567890.123456'])('may be typed as %s', (typed) => {
    expect(ExchangeRate.safeParse(typed).success).toBe(true);
  });
  test.each(['0', '0.0', '0.000000', '-1', '1.1234567', '01', '1,5', '1e3', ''])('is never %s', (typed) => {
    expect(ExchangeRate.safeParse(typed).success).toBe(false);
  });
});

describe('sums in the books', () => {
  test('round half away from zero, once each', () => {
    expect(exchanged(100, '48.12345', 'EUR', 'TRY')).toBe(4812);
    expect(exchanged(100, '48.125', 'EUR', 'TRY')).toBe(4813);
    expect(exchanged(-100, '48.125', 'EUR', 'TRY')).toBe(-4813);
  });

  test('add up whatever the rate: net and VAT are the total, and the payable lacks what was withheld', () => {
    for (let at = 1; at <= 300; at += 1) {
      const sums = { netMinor: at * 977, vatMinor: at * 195, totalMinor: at * 1172, payableMinor: at * 1172 - at * 97 };
      const rate = `${at % 50}.${String(at * 7919)
        .padStart(6, '0')
        .slice(-6)}`;
      const books = bookTotals(sums, rate, 'EUR', 'TRY');
      expect(books.netMinor + books.vatMinor).toBe(books.totalMinor);
      expect(books.totalMinor - books.payableMinor).toBe(exchanged(at * 97, rate, 'EUR', 'TRY'));
      expect(Math.abs(books.totalMinor - exchanged(sums.totalMinor, rate, 'EUR', 'TRY'))).toBeLessThanOrEqual(1);
    }
  });

  test('beyond what a number holds are refused', () => {
    expect(() => exchanged(9_999_999_999_999, '9999999999', 'EUR', 'TRY')).toThrow(RangeError);
  });
});

test('what an amount came to comes back to the amount, as far as a unit of the other currency is worth less', () => {
  for (const minor of [1, 2, 99, 120_000, 9_999_999_999]) {
    const lira = exchanged(minor, '48.1234', 'EUR', 'TRY');
    expect(exchangedBack(lira, '48.1234', 'TRY', 'EUR')).toBe(minor);
  }
  expect(exchangedBack(100_000, '48.1234', 'TRY', 'EUR')).toBe(2_078);
  expect(exchangedBack(1, '48.1234', 'TRY', 'EUR')).toBe(0);
});
