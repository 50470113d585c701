// Which tables and columns a whole business consists of, read from the catalogue: what a migration adds goes along by itself.
import * as z from 'zod';
import { literal, quoted, type Keeper } from '../../platform/maintenance.ts';
import { query } from '../../platform/statement.ts';
import { columnsLeftOut, tablesLeftOut } from './left-out.ts';

const Column = z.strictObject({ table: z.string(), name: z.string(), type: z.string(), isNullable: z.boolean() });
export type Column = z.infer<typeof Column>;
export type ExportedTable = { name: string; columns: Column[] };

/** Facts only: generated columns follow from the others, and the tenant's own id stands in the manifest. */
const allColumns = query(
  Column,
  `select c.relname::text as "table", a.attname::text as name, format_type(a.atttypid, null) as type, not a.attnotnull as is_nullable
   from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
   where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attname <> 'tenant_id'
     and (c.relname = 'tenants' or exists (select from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id' and not t.attisdropped))
   order by c.relname, a.attnum`,
);

/** The tables of a business in the order of their names, without what is left out by hand. */
export async function exportedTables(keeper: Pick<Keeper, 'read'>): Promise<ExportedTable[]> {
  const columns = (await keeper.read(allColumns)).filter(
    ({ table, name }) => !(table in tablesLeftOut) && !(`${table}.${name}` in columnsLeftOut),
  );
  return [...Map.groupBy(columns, ({ table }) => table)].map(([name, own]) => ({ name, columns: own }));
}

/** Whole numbers of 64 bits and decimals lose digits as numbers of JSON, so they travel as text. */
const asText = new Set(['bigint', 'numeric', 'xid8']);
export const isText = ({ type }: Column): boolean => asText.has(type);

const asItIs = new Set(['integer', 'boolean', 'jsonb']);
const inQuotes = new Set([...asText, 'uuid', 'date']);

/** A column as `"name":value`, in SQL; what PostgreSQL writes without a sign that JSON escapes needs no look at each of its letters. */
function member({ name, type, isNullable }: Column, before: string): string {
  const key = `${before}${JSON.stringify(name)}:`;
  const own = quoted(name);
  const text = asItIs.has(type) ? `${own}::text` : `to_json(${own})::text`;
  const full = inQuotes.has(type) ? `${literal(`${key}"`)} || ${own}::text || '"'` : `${literal(key)} || ${text}`;
  return isNullable ? `coalesce(${full}, ${literal(`${key}null`)})` : full;
}

/** Halves of halves, so that a long text is not copied once for each column behind it. */
function joined(parts: readonly string[]): string {
  const half = Math.ceil(parts.length / 2);
  return parts.length <= 2 ? parts.join(' || ') : `(${joined(parts.slice(0, half))}) || (${joined(parts.slice(half))})`;
}

/** What `row_to_json` would write, at less than half its price: that looks up every column's type anew for every row. */
const lineOf = (columns: readonly Column[]): string =>
  `${joined(columns.map((column, place) => member(column, place === 0 ? '{' : ',')))} || '}'`;

/** JSON has no raw control signs, so with these two nothing is ever quoted, and each line is exactly one row. */
export const lineOptions = String.raw`with (format csv, quote E'\x01', delimiter E'\x02', encoding 'UTF8')`;

/** Rows of one business and no other, as lines of JSON, for a COPY with `lineOptions`. */
export function rowsOf({ name, columns }: ExportedTable, tenantId: string): string {
  const own = name === 'tenants' ? 'id' : 'tenant_id';
  return `(select ${lineOf(columns)} from public.${quoted(name)} where ${own} = ${literal(tenantId)})`;
}

const people: [string, string][] = [
  ['id', 'uuid'],
  ['name', 'text'],
  ['email', 'text'],
  ['language', 'text'],
  ['role', 'text'],
];

/** Who belongs to the business: names behind the ids, and nothing of their accounts. */
export const peopleTable: ExportedTable = {
  name: 'people',
  columns: people.map(([name, type]) => ({ table: 'people', name, type, isNullable: false })),
};

export const peopleOf = (tenantId: string): string =>
  `(select ${lineOf(peopleTable.columns)} from (select u.id, u.name, u.email, u.language, m.role from public.members m
     join public.users u on u.id = m.user_id where m.tenant_id = ${literal(tenantId)}) r)`;
