// A product fills a line as a person would have typed it, and a line becomes a product that fills the same line again.
import type { Product } from '@crmfex/shared/products.ts';
import { expect, test } from 'vitest';
import { productOf, takeProduct } from './product-line.ts';
import { blankLine, readLine, typedLine } from './typed-line.ts';

const product: Product = {
  ...{
    id: '01900000-0000-7000-8000-000000000001',
    kind: 'service',
    code: 'D1',
    name: 'Danışmanlık',
    description: null,
  },
  ...{ unit: 'HUR', prices: [{ currency: 'TRY', unitPrice: '1499.9' }], pricesIncludeVat: false, vatRate: '10' },
  ...{ withholdingCode: null, exemptionCode: null, archivedAt: null, customFields: {}, version: 1 },
  ...{ createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z' },
};

test('unit, price and VAT come along, and the quantity stays', () => {
  const line = { ...blankLine(), description: 'dan', quantity: '3' };
  takeProduct(line, product, { currency: 'TRY', pricesIncludeVat: false }, 'tr');
  expect(line).toMatchObject({ description: 'Danışmanlık', quantity: '3', unit: 'HUR', vatRate: '10' });
  expect(readLine(line, 'TRY', 'tr').input).toMatchObject({ unitPrice: '1499.90', productId: product.id });
});

test('without a price in the currency of the document, what was typed stays', () => {
  const line = { ...blankLine(), description: 'dan', unitPrice: '12' };
  takeProduct(line, product, { currency: 'EUR', pricesIncludeVat: false }, 'en');
  expect(line.unitPrice).toBe('12');
});

test('a stored line keeps its product', () => {
  const line = blankLine();
  takeProduct(line, product, { currency: 'TRY', pricesIncludeVat: true }, 'tr');
  const { input } = readLine(line, 'TRY', 'tr');
  expect(input.unitPrice).toBe('1649.89');
  expect(readLine(typedLine(input, 'TRY', 'tr'), 'TRY', 'tr').input.productId).toBe(product.id);
});

test('a line becomes a product with its price in the currency of the document', () => {
  const line = { ...blankLine('1'), description: ' Ekmek ', unit: 'KGM', unitPrice: '12,50' };
  expect(productOf(line, { currency: 'TRY', pricesIncludeVat: true }, 'tr')).toEqual({
    name: 'Ekmek',
    unit: 'KGM',
    vatRate: '1',
    pricesIncludeVat: true,
    prices: [{ currency: 'TRY', unitPrice: '12.50' }],
  });
});
