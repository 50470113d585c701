// Products and services: added, corrected, put out of the way, and deleted only while no invoice names them.
import type { BulkResults } from '../../../shared/bulk.ts';
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
import { inBulk } from '../../platform/bulk.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one, type Tx } from '../../platform/flush.ts';
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

type Shelf = { kind: 'product.archived' | 'product.restored'; archivedAt: string | null };

/** Writes nothing when the product stands where it should. Answers the product as it was, and whether it moves. */
async function shelveStep(ctx: Context, tx: Tx, id: string, { kind, archivedAt }: Shelf) {
  const [rows] = await tx.read([products.get(id, 'for update')]);
  const product = one(rows);
  const moves = (product.archivedAt === null) !== (archivedAt === null);
  if (moves) tx.write(audit(ctx, kind, subject(id, { name: product.name })));
  return { product, moves };
}

async function setArchived(ctx: Context, id: string, shelf: Shelf): Promise<TaggedProduct> {
  return inTenant(ctx, async (tx) => {
    const { product, moves } = await shelveStep(ctx, tx, id, shelf);
    if (!moves) return product;
    const [updated] = await tx.commit([products.update(id, { archivedAt: shelf.archivedAt })]);
    return one(updated);
  });
}

function setManyArchived(ctx: Context, ids: string[], shelf: Shelf): Promise<BulkResults> {
  return inBulk(ctx, ids, async (tx, id) => {
    const { moves } = await shelveStep(ctx, tx, id, shelf);
    if (moves) tx.write(products.update(id, { archivedAt: shelf.archivedAt }));
  });
}

const away = (ctx: Context): Shelf => ({ kind: 'product.archived', archivedAt: ctx.clock().toISOString() });
const back: Shelf = { kind: 'product.restored', archivedAt: null };

/** Takes a product off the list; archiving twice is archiving once. */
export const archiveProduct = (ctx: Context, id: string): Promise<TaggedProduct> => setArchived(ctx, id, away(ctx));

/** Puts an archived product back on the list. */
export const restoreProduct = (ctx: Context, id: string): Promise<TaggedProduct> => setArchived(ctx, id, back);

/** As one request; each product says what became of it. */
export const archiveProducts = (ctx: Context, ids: string[]): Promise<BulkResults> =>
  setManyArchived(ctx, ids, away(ctx));

/** As one request; each product says what became of it. */
export const restoreProducts = (ctx: Context, ids: string[]): Promise<BulkResults> => setManyArchived(ctx, ids, back);

/** @throws Problem `conflict` when an invoice names the product */
export async function deleteProduct(ctx: Context, id: string): Promise<void> {
  await inTenant(ctx, async (tx) => {
    const [rows, latest] = await tx.read([products.get(id, 'for update'), latestOfProduct(id)]);
    const { name } = one(rows);
    if (latest.length > 0) throw new Problem('conflict', 'product.named');
    tx.write(products.remove(id), audit(ctx, 'product.deleted', subject(id, { name })));
  });
}
