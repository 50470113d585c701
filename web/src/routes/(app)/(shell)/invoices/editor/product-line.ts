// From a product to a line of the invoice under the pen, and back.
import type { Currency, Language } from '@crmfex/shared/fields.ts';
import { formatNumber, formatUnitPrice, parseTyped } from '@crmfex/shared/format.ts';
import { type Product, type ProductCreate, unitPriceFor } from '@crmfex/shared/products.ts';
import { exemptionCodes, withholdingCodes } from '@crmfex/shared/tax-codes.ts';
import { parseRate, readLine, type TypedLine } from './typed-line.ts';

export type Terms = { currency: Currency; pricesIncludeVat: boolean };

/** Fills a line from a product; a price that the product does not have in this currency leaves what was typed. */
export function takeProduct(line: TypedLine, product: Product, terms: Terms, language: Language): void {
  const price = unitPriceFor(product, terms.currency, terms.pricesIncludeVat);
  line.description = product.name;
  line.productId = product.id;
  line.unit = product.unit;
  line.vatRate = formatNumber(product.vatRate, language);
  line.withholdingCode = knownCode(product.withholdingCode, withholdingCodes);
  line.withholdingRate = null;
  line.exemptionCode = knownCode(product.exemptionCode, exemptionCodes) ?? line.exemptionCode;
  if (price !== null) line.unitPrice = formatUnitPrice(price, terms.currency, language);
}

/** A product may have a code from before the lists were known. */
const knownCode = (code: string | null, known: readonly string[]): string | null =>
  code !== null && known.includes(code) ? code : null;

/** What a line knows about the product that it would be. */
export function productOf(line: TypedLine, terms: Terms, language: Language): ProductCreate {
  const unitPrice = parseTyped(line.unitPrice, language);
  const { exemptionCode, withholdingCode } = readLine(line, terms.currency, language).input;
  return {
    name: line.description.trim().slice(0, 200),
    unit: line.unit,
    vatRate: parseRate(line.vatRate) ?? '20',
    pricesIncludeVat: terms.pricesIncludeVat,
    ...(exemptionCode ? { exemptionCode } : {}),
    ...(withholdingCode ? { withholdingCode } : {}),
    prices: unitPrice === null ? [] : [{ currency: terms.currency, unitPrice }],
  };
}
