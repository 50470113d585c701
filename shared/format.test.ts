// What people read: Turkish and English forms of money, numbers, days and addresses, and numbers as people type them.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addressLines,
  countryName,
  formatAmount,
  formatDay,
  formatIban,
  formatInstant,
  formatMoney,
  formatNumber,
  formatPercent,
  formatPrice,
  formatUnitPrice,
  moneyParts,
  parseTyped,
} from './format.ts';

describe('money', () => {
  test('in both languages, to the last minor unit however large', () => {
    expect(formatMoney(123_450, 'TRY', 'tr')).toBe('₺1.234,50');
    expect(formatMoney(123_450, 'EUR', 'en')).toBe('€1,234.50');
    expect(formatMoney(-5, 'USD', 'tr')).toBe('−$0,05');
    expect(formatMoney(9_999_999_999_999, 'GBP', 'en')).toBe('£99,999,999,999.99');
    expect(formatMoney(Number.MAX_SAFE_INTEGER, 'TRY', 'tr')).toBe('₺90.071.992.547.409,91');
  });

  test('in parts, so that the currency can stand back', () => {
    expect(moneyParts(-123_450, 'TRY', 'tr')).toEqual([
      { kind: 'sign', text: '−' },
      { kind: 'currency', text: '₺' },
      { kind: 'amount', text: '1.234,50' },
    ]);
  });

  test('without currency, and as a unit price with the places it was typed with', () => {
    expect(formatAmount(123_400, 'TRY', 'tr')).toBe('1.234,00');
    expect(formatUnitPrice('12.5', 'TRY', 'tr')).toBe('12,50');
    expect(formatPrice('795', 'TRY', 'tr')).toBe('₺795,00');
    expect(formatPrice('0.0125', 'EUR', 'en')).toBe('€0.0125');
    expect(formatUnitPrice('0.012345', 'EUR', 'en')).toBe('0.012345');
  });
});

describe('numbers, rates, days, account numbers', () => {
  test('quantities keep their places and no more', () => {
    expect(formatNumber('123456789.123456', 'tr')).toBe('123.456.789,123456');
    expect(formatNumber('2', 'en')).toBe('2');
  });

  test('percent stands before the number in Turkish, after it in English', () => {
    expect(formatPercent('20', 'tr')).toBe('%20');
    expect(formatPercent('9.975', 'tr')).toBe('%9,975');
    expect(formatPercent('20', 'en')).toBe('20%');
  });

  test('days and instants', () => {
    expect(formatDay('2026-11-22', 'tr')).toBe('22 Kas 2026');
    expect(formatDay('2026-11-22', 'en')).toBe('22 Nov 2026');
    expect(formatInstant('2026-12-31T21:05:00Z', 'Europe/Istanbul', 'tr')).toBe('1 Oca 2027 00:05');
    expect(formatInstant('2026-12-31T21:05:00Z', 'UTC', 'en')).toBe('31 Dec 2026 21:05');
  });

  test('IBANs in groups of four, the last one shorter', () => {
    expect(formatIban('TR330006100519786457841326')).toBe('TR33 0006 1005 1978 6457 8413 26');
    expect(formatIban('DE89370400440532013000')).toBe('DE89 3704 0044 0532 0130 00');
  });
});

describe('addresses', () => {
  const moda = {
    addressLine: 'Moda Cad. 42',
    district: 'Kadıköy',
    city: 'İstanbul',
    postalCode: '34710',
    country: 'TR',
  };
  const empty = { addressLine: null, district: null, city: null, postalCode: null };

  test('Turkish ones name district and city, the country only abroad', () => {
    expect(addressLines(moda, 'tr', 'TR')).toEqual(['Moda Cad. 42', '34710 Kadıköy / İstanbul']);
    expect(addressLines(moda, 'en', 'DE')).toEqual(['Moda Cad. 42', '34710 Kadıköy / İstanbul', 'Türkiye']);
  });

  test('others put the district on its own line', () => {
    const mitte = { addressLine: 'Hauptstr. 5', district: 'Mitte', city: 'Berlin', postalCode: '10115', country: 'DE' };
    expect(addressLines(mitte, 'tr')).toEqual(['Hauptstr. 5', 'Mitte', '10115 Berlin', 'Almanya']);
  });

  test('what is missing leaves no empty line', () => {
    expect(addressLines({ ...empty, country: 'TR' }, 'tr', 'TR')).toEqual([]);
    expect(addressLines({ ...empty, city: 'Ankara', country: 'TR' }, 'tr', 'TR')).toEqual(['Ankara']);
  });

  test('a country nobody knows stands for itself', () => expect(countryName('QQ', 'tr')).toBe('QQ'));
});

describe('numbers as people type them', () => {
  test.each([
    ['1.234,56', '1234.56', '1234.56'],
    ['1,234.56', '1234.56', '1234.56'],
    ['1.234', '1234', '1.234'],
    ['1,234', '1.234', '1234'],
    ['12.5', '12.5', '12.5'],
    ['12,5', '12.5', '12.5'],
    ['0.125', '0.125', '0.125'],
    ['1.234.567', '1234567', '1234567'],
    ['1 234,5', '1234.5', '1234.5'],
    ['₺ 99,90', '99.90', '99.90'],
    ['%20', '20', '20'],
    [',5', '0.5', '0.5'],
    ['5,', '5', '5'],
    ['007', '7', '7'],
  ])('%j', (typed, turkish, english) => {
    expect(parseTyped(typed, 'tr')).toBe(turkish);
    expect(parseTyped(typed, 'en')).toBe(english);
  });

  test.each(['', 'on', '1.2.3', '1,2,3', '1..2', '-5', '1e5', '12.34.567', '1.234,5,6', '.', ','])(
    '%j is no number',
    (typed) => {
      expect(parseTyped(typed, 'tr')).toBeNull();
      expect(parseTyped(typed, 'en')).toBeNull();
    },
  );

  test('what we write we can read', () => {
    fc.assert(
      fc.property(fc.constantFrom('tr', 'en'), fc.integer({ min: 0, max: 9_999_999_999_999 }), (language, minor) => {
        const typed = parseTyped(formatMoney(minor, 'TRY', language), language);
        expect(Number(typed?.replace('.', ''))).toBe(minor);
      }),
    );
  });
});
