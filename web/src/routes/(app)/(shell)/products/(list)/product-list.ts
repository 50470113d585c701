// The list of products: its columns, filters and tabs.
import { bulkRoutes } from '@crmfex/shared/bulk.ts';
import { type TaggedProduct, type ProductList, productRoutes } from '@crmfex/shared/products.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { count } from '#lib/format.ts';
import type { BulkAct, ListDescription } from '#lib/list/description.ts';
import { m } from '#lib/paraglide/messages.js';
import { to } from '#lib/route.ts';
import { tagActs, tagFilter } from '#lib/tags/tags.ts';

const many = (to: typeof bulkRoutes.archiveProducts) => async (ids: string[], key: string) =>
  (await api(to, { body: { ids }, idempotencyKey: key })).results;

const acts: BulkAct<TaggedProduct>[] = [
  ...tagActs<TaggedProduct>('product'),
  {
    key: 'archive',
    label: m.lists_archive,
    needs: 'products:write',
    fits: ({ archivedAt }) => archivedAt === null,
    run: many(bulkRoutes.archiveProducts),
    done: (number) => m.products_many_archived({ count: number }),
    undo: many(bulkRoutes.restoreProducts),
  },
  {
    key: 'restore',
    label: m.lists_restore,
    needs: 'products:write',
    fits: ({ archivedAt }) => archivedAt !== null,
    run: many(bulkRoutes.restoreProducts),
    done: (number) => m.products_many_restored({ count: number }),
    undo: many(bulkRoutes.archiveProducts),
  },
];

export const productList: ListDescription<TaggedProduct> = {
  kind: 'products',
  title: m.products,
  path: to.products(),
  searchLabel: m.products_search,
  defaultSort: 'name',
  depends: depend.products,
  columns: [
    { key: 'name', label: m.products_name, isFixed: true, sort: 'name' },
    { key: 'code', label: m.products_code, width: 'w-36', sort: 'code' },
    { key: 'unit', label: m.line_unit, width: 'w-24', isWide: true },
    { key: 'tags', label: m.tags, width: 'w-52', isWide: true },
    { key: 'vat', label: m.vat, width: 'w-20', isEnd: true },
    { key: 'price', label: m.products_price, width: 'w-40', isEnd: true },
    { key: 'kind', label: m.products_kind, width: 'w-28', isExtra: true },
    { key: 'createdAt', label: m.products_since, width: 'w-40', sort: 'createdAt', isExtra: true },
  ],
  filters: [
    {
      key: 'kind',
      kind: 'choice',
      label: m.products_kind,
      choices: () => [
        { value: 'product', label: m.products_kind_product() },
        { value: 'service', label: m.products_kind_service() },
      ],
    },
    tagFilter,
  ],
  tabs: [
    { value: '', label: m.products_active, params: { state: 'active' } },
    { value: 'archived', label: m.products_archived, params: { state: 'archived' } },
  ],
  // The description names nothing that the contract does not know; the server refuses what does not fit.
  read: (query, page, signal) => api(productRoutes.list, { query: { ...(query as ProductList), ...page }, signal }),
  summarize: (query, signal) => api(productRoutes.summary, { query: query as ProductList, signal }),
  countText: (number) => m.products_count({ count: number, shown: count(number) }),
  href: (product) => to.product(product.id),
  name: (product) => product.name,
  acts,
};
