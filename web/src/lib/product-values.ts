// A product as a form holds it, and back: prices are typed as people write them, an empty one is no price.
import { currencies, type Currency, type Language } from '@crmfex/shared/fields.ts';
import { formatNumber, formatUnitPrice, parseTyped } from '@crmfex/shared/format.ts';
import type { Product, ProductInput } from '@crmfex/shared/products.ts';

export type ProductValues = Omit<ProductInput, 'prices'> & { prices: Record<Currency, string> };

/** An empty form, or a form with a product in it. */
export function productValues(language: Language, product?: Partial<Product>): ProductValues {
  const typed = (currency: Currency) => {
    const price = product?.prices?.find((one) => one.currency === currency);
    return price ? formatUnitPrice(price.unitPrice, currency, language) : '';
  };
  return {
    kind: product?.kind ?? 'product',
    code: product?.code ?? null,
    name: product?.name ?? '',
    description: product?.description ?? null,
    unit: product?.unit ?? 'C62',
    prices: { TRY: typed('TRY'), EUR: typed('EUR'), USD: typed('USD'), GBP: typed('GBP') },
    pricesIncludeVat: product?.pricesIncludeVat ?? false,
    vatRate: formatNumber(product?.vatRate ?? '20', language),
    withholdingCode: product?.withholdingCode ?? null,
    exemptionCode: product?.exemptionCode ?? null,
    customFields: { ...product?.customFields },
  };
}

/** What was typed as the contract wants it. What is no number is sent as typed, so that the server names the field. */
export function cleanProduct(values: ProductValues, language: Language): ProductInput {
  const empty = (text: string | null) => text?.trim() || null;
  return {
    ...values,
    name: values.name.trim(),
    code: empty(values.code),
    description: empty(values.description),
    withholdingCode: empty(values.withholdingCode),
    exemptionCode: empty(values.exemptionCode),
    vatRate: values.vatRate.replace(/[%\s]/g, '').replace(',', '.'),
    prices: currencies
      .filter((currency) => values.prices[currency].trim() !== '')
      .map((currency) => ({
        currency,
        unitPrice: parseTyped(values.prices[currency], language) ?? values.prices[currency],
      })),
  };
}

/** Which price an error about `prices/<n>` speaks of: the list that is sent leaves empty ones out. */
export function placeOfPrice(values: ProductValues, currency: Currency): number {
  return currencies.filter((one) => values.prices[one].trim() !== '').indexOf(currency);
}
