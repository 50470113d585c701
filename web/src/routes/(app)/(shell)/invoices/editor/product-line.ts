// From a product to a line of the invoice under the pen, and back.
import type { Currency, Language } from '@crmfex/shared/fields.ts';
import { formatNumber, formatUnitPrice, parseTyped } from '@crmfex/shared/format.ts';
import { type Product, type ProductCreate, unitPriceFor } from '@crmfex/shared/products.ts';
import { parseRate, type TypedLine } from './typed-line.ts';

export type Terms = { currency: Currency; pricesIncludeVat: boolean };

/** Fills a line from a product; a price that the product does not have in this currency leaves what was typed. */
export function takeProduct(line: TypedLine, product: Product, terms: Terms, language: Language): void {
  const price = unitPriceFor(product, terms.currency, terms.pricesIncludeVat);
  line.description = product.name;
  line.productId = product.id;
  line.unit = product.unit;
  line.vatRate = formatNumber(product.vatRate, language);
  if (price !== null) line.unitPrice = formatUnitPrice(price, terms.currency, language);
}

/** What a line knows about the product that it would be. */
export function productOf(line: TypedLine, terms: Terms, language: Language): ProductCreate {
  const unitPrice = parseTyped(line.unitPrice, language);
  return {
    name: line.description.trim().slice(0, 200),
    unit: line.unit,
    vatRate: parseRate(line.vatRate) ?? '20',
    pricesIncludeVat: terms.pricesIncludeVat,
    prices: unitPrice === null ? [] : [{ currency: terms.currency, unitPrice }],
  };
}
