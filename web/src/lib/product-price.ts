// A product's price in words: the one in the wanted currency, else the first there is.
import type { Currency, Language } from '@crmfex/shared/fields.ts';
import { formatUnitPrice } from '@crmfex/shared/format.ts';
import type { Product, ProductPrice } from '@crmfex/shared/products.ts';

export function priceIn(product: Product, currency: Currency): ProductPrice | undefined {
  return product.prices.find((price) => price.currency === currency);
}

/** Such as `1.499,90 TRY`; empty when the product has no price at all. */
export function priceWords(product: Product, currency: Currency, language: Language): string {
  const price = priceIn(product, currency) ?? product.prices[0];
  return price ? `${formatUnitPrice(price.unitPrice, price.currency, language)} ${price.currency}` : '';
}
