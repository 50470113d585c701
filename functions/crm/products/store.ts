// SQL of products; the columns come from the contract.
import * as z from 'zod';
import { ProductSummary, ProductUse, TaggedProduct, type ProductList } from '../../../shared/products.ts';
import { list, numbered, type Condition } from '../../platform/lists.ts';
import { query, type Statement } from '../../platform/statement.ts';
import { table } from '../../platform/table.ts';

const tagIds = `to_jsonb(array(select l.tag_id from product_tags l where l.product_id = products.id order by l.tag_id))`;

export const products = table('products', TaggedProduct, { computed: { tagIds } });

export const productList = list({
  item: TaggedProduct,
  columns: products.columns,
  from: 'products',
  id: 'products.id',
  sorts: {
    name: { expression: 'products.name', type: 'text' },
    code: { expression: `(case when products.code is null then '~' else products.code end collate "C")`, type: 'text' },
    createdAt: { expression: 'products.created_at', type: 'timestamptz' },
  },
  defaultSort: 'name',
});

type Filter = Pick<ProductList, 'state' | 'kind' | 'search' | 'tagId'>;

export function conditionsOf({ state = 'active', kind, search, tagId }: Filter): Condition[] {
  const conditions: Condition[] = [];
  if (state !== 'all') conditions.push([`archived_at is ${state === 'active' ? 'null' : 'not null'}`]);
  if (kind) conditions.push(['kind = ?', kind]);
  if (tagId) conditions.push(['products.id in (select l.product_id from product_tags l where l.tag_id = ?)', tagId]);
  if (search) conditions.push(['search like all ((select app.search_patterns(?))::text[])', search]);
  return conditions;
}

export function countProducts(filter: Filter): Statement<ProductSummary> {
  const { text, values } = numbered(conditionsOf(filter));
  return query(ProductSummary, `select count(*)::int as count from products where ${text}`, values);
}

const Sum = z.strictObject({ ...ProductUse.shape.sums.element.shape, invoiceCount: z.int() });

/** What was sold of a product, on issued invoices; its last row says on how many documents of any state it stands. */
export function sumsOfProduct(id: string): Statement<z.infer<typeof Sum>> {
  return query(
    Sum,
    `select i.currency, trim_scale(sum(l.quantity))::text as quantity, sum(l.net_minor)::bigint as net_minor,
       count(distinct i.id)::int as invoice_count
     from invoice_lines l join invoices i on i.tenant_id = l.tenant_id and i.id = l.invoice_id
     where l.product_id = $1 and i.state = 'issued' and i.kind = 'sale' group by i.currency order by i.currency`,
    [id],
  );
}

export function latestOfProduct(id: string): Statement<ProductUse['latest'][number]> {
  return query(
    ProductUse.shape.latest.element,
    `select i.id as invoice_id, i.state, i.number, coalesce(i.buyer_name, c.name) as client_name,
       coalesce(i.issued_at, i.created_at) as at, i.currency, trim_scale(sum(l.quantity))::text as quantity,
       sum(l.net_minor)::bigint as net_minor
     from invoice_lines l join invoices i on i.tenant_id = l.tenant_id and i.id = l.invoice_id
       join clients c on c.tenant_id = i.tenant_id and c.id = i.client_id
     where l.product_id = $1 group by i.tenant_id, i.id, c.name order by at desc, i.id desc limit 20`,
    [id],
  );
}
