// Products and services: added, corrected, put out of the way, and deleted only while no invoice names them.
import { newId } from '../../../shared/ids.ts';
import { Problem } from '../../../shared/problem.ts';
import type {
  ProductCreate,
  ProductInput,
  ProductList,
  ProductSummary,
  ProductUse,
  TaggedProduct,
} from '../../../shared/products.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import type { Page } from '../../platform/lists.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';
import { customFieldStatements } from '../custom-fields/custom-fields.ts';
import { applyCustomChanges } from '../custom-fields/values.ts';
import { findProducts, insertProducts, removeProducts, usesOf } from './many-store.ts';
import { conditionsOf, countProducts, latestOfProduct, productList, products, sumsOfProduct } from './store.ts';

nameConstraints({
  products_pkey: { key: 'product.exists' },
  'no two products share a code': { key: 'product.code', pointer: '#/code' },
  'a product has one price in a currency': { key: 'product.onePrice', pointer: '#/prices' },
  'a line names a product that is there': { key: 'product.unknown', kind: 'conflict' },
});

/** Steps that other wings take inside their own transactions. */
export const productStatements = {
  find: findProducts,
  insertMany: insertProducts,
  update: (id: string, changes: Partial<TaggedProduct>) => products.update(id, changes),
  usesOf,
  removeMany: removeProducts,
};

const subject = (id: string, detail: Record<string, unknown>) => ({ subjectKind: 'product', subjectId: id, detail });

export async function listProducts(ctx: Context, query: ProductList): Promise<Page<TaggedProduct>> {
  const [rows] = await flush(ctx, [productList.statement(query, conditionsOf(query))]);
  return productList.page(rows, query);
}

export async function summarizeProducts(
  ctx: Context,
  query: Omit<ProductList, 'limit' | 'cursor' | 'sort'>,
): Promise<ProductSummary> {
  const [rows] = await flush(ctx, [countProducts(query)]);
  return one(rows);
}

export async function getProduct(ctx: Context, id: string): Promise<TaggedProduct> {
  const [rows] = await flush(ctx, [products.get(id)]);
  return one(rows);
}

/** Sums speak of issued invoices, the latest documents of all. @throws Problem `notFound` */
export async function getProductUse(ctx: Context, id: string): Promise<ProductUse> {
  const [known, sums, latest] = await flush(ctx, [products.get(id), sumsOfProduct(id), latestOfProduct(id)]);
  one(known);
  return {
    invoiceCount: sums.reduce((count, sum) => count + sum.invoiceCount, 0),
    sums: sums.map(({ invoiceCount, ...sum }) => sum),
    latest,
  };
}

/** What a product is when only its name was typed. */
export const plainProduct = {
  kind: 'product' as const,
  unit: 'C62',
  prices: [],
  pricesIncludeVat: false,
  vatRate: '20',
};

/** @throws Problem `conflict` when the id or the code is taken */
export async function createProduct(ctx: Context, { id = newId(), ...typed }: ProductCreate): Promise<TaggedProduct> {
  const createdAt = ctx.clock().toISOString();
  return inTenant(ctx, async (tx) => {
    const [fields] = await tx.read([customFieldStatements.of('product')]);
    const customFields = applyCustomChanges(fields, {}, typed.customFields);
    tx.write(audit(ctx, 'product.created', subject(id, { name: typed.name })));
    const row = { ...plainProduct, ...typed, id, customFields, createdAt, updatedAt: createdAt };
    const [rows] = await tx.commit([products.insert(row)]);
    return one(rows);
  });
}

/** @throws Problem `changed` when somebody else was faster, `conflict` when the code is taken */
export async function updateProduct(
  ctx: Context,
  id: string,
  ifMatch: number,
  changes: Partial<ProductInput>,
): Promise<TaggedProduct> {
  return inTenant(ctx, async (tx) => {
    const [rows, fields] = await tx.read([products.get(id, 'for update'), customFieldStatements.of('product')]);
    const product = one(rows);
    if (product.version !== ifMatch) throw new Problem('changed');
    const customFields = applyCustomChanges(fields, product.customFields, changes.customFields);
    tx.write(audit(ctx, 'product.updated', subject(id, { name: product.name, fields: Object.keys(changes) })));
    const [updated] = await tx.commit([products.update(id, { ...changes, customFields })]);
    return one(updated);
  });
}

async function setArchived(ctx: Context, id: string, kind: string, archivedAt: string | null): Promise<TaggedProduct> {
  return inTenant(ctx, async (tx) => {
    const [rows] = await tx.read([products.get(id, 'for update')]);
    const product = one(rows);
    if ((product.archivedAt === null) === (archivedAt === null)) return product;
    tx.write(audit(ctx, kind, subject(id, { name: product.name })));
    const [updated] = await tx.commit([products.update(id, { archivedAt })]);
    return one(updated);
  });
}

/** Takes a product off the list; archiving twice is archiving once. */
export function archiveProduct(ctx: Context, id: string): Promise<TaggedProduct> {
  return setArchived(ctx, id, 'product.archived', ctx.clock().toISOString());
}

/** Puts an archived product back on the list. */
export function restoreProduct(ctx: Context, id: string): Promise<TaggedProduct> {
  return setArchived(ctx, id, 'product.restored', null);
}

/** @throws Problem `conflict` when an invoice names the product */
export async function deleteProduct(ctx: Context, id: string): Promise<void> {
  await inTenant(ctx, async (tx) => {
    const [rows, latest] = await tx.read([products.get(id, 'for update'), latestOfProduct(id)]);
    const { name } = one(rows);
    if (latest.length > 0) throw new Problem('conflict', 'product.named');
    tx.write(products.remove(id), audit(ctx, 'product.deleted', subject(id, { name })));
  });
}
