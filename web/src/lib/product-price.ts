// A product's price in words: the one in the wanted currency, else the first there is.
import type { Currency, Language } from '@crmfex/shared/fields.ts';
import { formatPrice } from '@crmfex/shared/format.ts';
import type { Product, ProductPrice } from '@crmfex/shared/products.ts';

export function priceIn(product: Product, currency: Currency): ProductPrice | undefined {
  return product.prices.find((price) => price.currency === currency);
}

/** Such as `₺1.499,90`; empty when the product has no price at all. */
export function priceWords(product: Product, currency: Currency, language: Language): string {
  const price = priceIn(product, currency) ?? product.prices[0];
  return price ? formatPrice(price.unitPrice, price.currency, language) : '';
}
