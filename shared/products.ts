// A product or service: what a tenant sells and for how much. Every field is named here once.
import * as z from 'zod';
import { CustomChanges, CustomValues } from './custom-fields.ts';
import { Currency, Instant, line, Rate, text, UnitPrice } from './fields.ts';
import { listQuery, page } from './paging.ts';
import { byId, route } from './route.ts';
import { ExemptionCode, WithholdingCode } from './tax-codes.ts';

export const ProductPrice = z.strictObject({ currency: Currency, unitPrice: UnitPrice });
export type ProductPrice = z.infer<typeof ProductPrice>;

const onePerCurrency = (prices: ProductPrice[]) =>
  new Set(prices.map(({ currency }) => currency)).size === prices.length;

export const ProductInput = z.strictObject({
  kind: z.enum(['product', 'service']),
  /** Of the tenant's own choice; unique whatever its case. */
  code: line(40).nullable(),
  name: line(200),
  description: text(2000).min(1).nullable(),
  /** UN/ECE Recommendation 20 unit code. */
  unit: z.string().regex(/^[A-Z0-9]{2,3}$/),
  prices: z.array(ProductPrice).max(4).refine(onePerCurrency, { error: 'product.onePrice' }),
  /** The prices contain VAT. */
  pricesIncludeVat: z.boolean(),
  vatRate: Rate,
  /** Code of the withholding list; what a line of an invoice begins with. */
  withholdingCode: WithholdingCode.nullable(),
  /** Code of the exemption list, for what is sold without VAT. */
  exemptionCode: ExemptionCode.nullable(),
  /** Of the business’s own fields, by their ids. */
  customFields: CustomChanges,
});
export type ProductInput = z.infer<typeof ProductInput>;

/** What a new product may leave out: it is sold by the piece, at 20 %, without a price. */
export const ProductCreate = ProductInput.partial().required({ name: true }).extend({ id: z.uuid().optional() });
export type ProductCreate = z.infer<typeof ProductCreate>;

export const Product = ProductInput.extend({
  customFields: CustomValues,
  // As it was typed, perhaps before the lists were known here.
  withholdingCode: z.string().nullable(),
  exemptionCode: z.string().nullable(),
  id: z.uuid(),
  archivedAt: Instant.nullable(),
  version: z.int(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Product = z.infer<typeof Product>;

/** A product with its tags, as the API shows it. */
export const TaggedProduct = Product.extend({ tagIds: z.array(z.uuid()) });
export type TaggedProduct = z.infer<typeof TaggedProduct>;

export const ProductList = listQuery(['name', 'code', 'createdAt']).extend({
  state: z.enum(['active', 'archived', 'all']).optional(),
  kind: ProductInput.shape.kind.optional(),
  tagId: z.uuid().optional(),
});
export type ProductList = z.output<typeof ProductList>;

export const ProductSummary = z.strictObject({ count: z.int() });
export type ProductSummary = z.infer<typeof ProductSummary>;

/** Where a product was sold: on how many invoices, how much of it in each currency, and the latest of them. */
export const ProductUse = z.strictObject({
  invoiceCount: z.int(),
  sums: z.array(z.strictObject({ currency: Currency, quantity: z.string(), netMinor: z.int() })),
  latest: z.array(
    z.strictObject({
      invoiceId: z.uuid(),
      state: z.enum(['draft', 'issued', 'cancelled']),
      number: z.string().nullable(),
      clientName: z.string(),
      at: Instant,
      currency: Currency,
      quantity: z.string(),
      netMinor: z.int(),
    }),
  ),
});
export type ProductUse = z.infer<typeof ProductUse>;

const millionths = (decimal: string, places: number) => {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(places, '0'));
};

/**
 * The unit price that a line of a document takes from a product: its price in that currency, with or without VAT as the document's
 * prices are, to 6 places, halves rounded up. Null when the product has none in that currency.
 */
export function unitPriceFor(
  product: Pick<Product, 'prices' | 'pricesIncludeVat' | 'vatRate'>,
  currency: Currency,
  pricesIncludeVat: boolean,
): string | null {
  const price = product.prices.find((one) => one.currency === currency);
  if (!price || product.pricesIncludeVat === pricesIncludeVat) return price?.unitPrice ?? null;
  const amount = millionths(price.unitPrice, 6);
  const net = 1_000_000n;
  const gross = net + millionths(product.vatRate, 4);
  const [times, by] = pricesIncludeVat ? [gross, net] : [net, gross];
  const digits = String((2n * amount * times + by) / (2n * by)).padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`.replace(/\.?0+$/, '');
}

export const productRoutes = {
  list: route('GET /products', {
    summary: 'Products and services, by name',
    query: ProductList,
    response: page(TaggedProduct),
  }),
  summary: route('GET /products/summary', {
    summary: 'How many products a filter finds',
    query: ProductList.omit({ limit: true, cursor: true, sort: true }),
    response: ProductSummary,
  }),
  get: route('GET /products/{id}', { summary: 'One product', params: byId, response: TaggedProduct }),
  use: route('GET /products/{id}/use', {
    summary: 'On which invoices a product stands',
    params: byId,
    response: ProductUse,
  }),
  create: route('POST /products', {
    summary: 'Add a product or service',
    body: ProductCreate,
    response: TaggedProduct,
  }),
  update: route('PATCH /products/{id}', {
    summary: 'Correct a product (If-Match); invoices that name it stay as they are',
    params: byId,
    body: ProductInput.partial(),
    response: TaggedProduct,
  }),
  archive: route('POST /products/{id}/archive', {
    summary: 'Put a product out of the way; invoices that name it stay',
    params: byId,
    response: TaggedProduct,
    status: 200,
  }),
  restore: route('POST /products/{id}/restore', {
    summary: 'Bring an archived product back',
    params: byId,
    response: TaggedProduct,
    status: 200,
  }),
  remove: route('DELETE /products/{id}', { summary: 'Delete a product that no invoice names', params: byId }),
};
