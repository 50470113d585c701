// A product's price on a document whose prices are, or are not, inclusive of VAT.
import { expect, test } from 'vitest';
import { unitPriceFor } from './products.ts';

const product = (unitPrice: string, pricesIncludeVat: boolean, vatRate = '20') => ({
  prices: [{ currency: 'TRY' as const, unitPrice }],
  pricesIncludeVat,
  vatRate,
});

test('stands as it was typed where both agree', () => {
  expect(unitPriceFor(product('149.90', true), 'TRY', true)).toBe('149.90');
  expect(unitPriceFor(product('0.000001', false), 'TRY', false)).toBe('0.000001');
});

test.each([
  ['120', true, '20', '100'],
  ['149.90', true, '20', '124.916667'],
  ['100', false, '20', '120'],
  ['1000', false, '0', '1000'],
  ['10', false, '9.975', '10.9975'],
  ['0', true, '20', '0'],
  ['0.01', true, '1', '0.009901'],
  ['999999999999.999999', true, '20', '833333333333.333333'],
])('%s, with VAT: %s, at %s %% becomes %s', (typed, includes, rate, expected) => {
  expect(unitPriceFor(product(typed, includes, rate), 'TRY', !includes)).toBe(expected);
});

test('is not there in a currency without a price', () => {
  expect(unitPriceFor(product('5', false), 'EUR', false)).toBeNull();
});
