// SQL of many products at once, as imports bring them and take them back.
import * as z from 'zod';
import { ProductInput, TaggedProduct } from '../../../shared/products.ts';
import { command, json, query, type Statement } from '../../platform/statement.ts';
import { snake } from '../../platform/table.ts';
import { products } from './store.ts';

const folded = (text: string) => `app.fold((${text}) collate "pg_c_utf8")`;

const Known = TaggedProduct.extend({ nameKey: z.string(), codeKey: z.string().nullable() });
export type KnownProduct = z.infer<typeof Known>;

/** Every product with one of the codes (in lower case) or names (folded), those in use first. */
export function findProducts(codes: readonly string[], names: readonly string[]): Statement<KnownProduct> {
  return query(
    Known,
    `select ${products.columns}, ${folded('name')} as name_key, lower(code collate "C") as code_key from products
     where lower(code collate "C") = any($1::text[]) or ${folded('name')} = any($2::text[])
     order by archived_at nulls first, created_at, id`,
    [codes, names],
  );
}

const columns = Object.keys(ProductInput.shape).map(snake).join(', ');

export function insertProducts(rows: readonly (ProductInput & { id: string })[], at: Date): Statement<never> {
  const records = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [snake(name), value])),
  );
  return command(
    `insert into products (id, created_at, updated_at, ${columns})
     select id, $2, $2, ${columns} from jsonb_populate_recordset(null::products, $1::jsonb)`,
    [json(records), at],
  );
}

const Use = z.strictObject({ id: z.uuid(), version: z.int(), isUsed: z.boolean() });

export function usesOf(ids: readonly string[]): Statement<z.infer<typeof Use>> {
  return query(
    Use,
    `select p.id, p.version,
       exists (select from invoice_lines l where l.tenant_id = p.tenant_id and l.product_id = p.id) as is_used
     from products p where p.id = any($1::uuid[]) for update of p`,
    [ids],
  );
}

/** Their tags first, by name, as of clients. */
export const removeProducts = (ids: readonly string[]): Statement<never>[] => [
  command('delete from product_tags where product_id = any($1::uuid[])', [ids]),
  command('delete from products where id = any($1::uuid[])', [ids]),
];
