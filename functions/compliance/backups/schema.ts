// The shape of the database as statements, so that a backup can be restored and checked without anything but itself.
import * as z from 'zod';
import type { Keeper } from '../../platform/maintenance.ts';
import { query } from '../../platform/statement.ts';
import type { Schema } from './manifest.ts';

const Line = z.strictObject({ line: z.string() });

/** Tables, keys and checks as they are now. Policies, grants and triggers are not here: they come from the migrations. */
const before = [
  `select format('create extension if not exists %I with schema %I', extname, nspname) as line
   from pg_extension join pg_namespace n on n.oid = extnamespace where extname <> 'plpgsql' order by extname`,
  // Without its generated columns, whose functions may need the tables.
  `select format('create table %s (%s)', c.oid::regclass, string_agg(format('%I %s%s%s', a.attname,
      format_type(a.atttypid, a.atttypmod),
      case when a.attcollation not in (0, (select typcollation from pg_type t where t.oid = a.atttypid)) then
        ' collate ' || a.attcollation::regcollation else '' end,
      case when a.attnotnull then ' not null' else '' end), ', ' order by a.attnum)) as line
   from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
   where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace group by c.oid order by c.oid::regclass::text`,
  `select pg_get_functiondef(p.oid) as line from pg_proc p
   where p.pronamespace in (select oid from pg_namespace where nspname in ('app', 'public')) and prokind = 'f'
     and prorettype <> 'trigger'::regtype order by p.oid`,
  `select format('alter table %s add column %I %s generated always as (%s) stored', c.oid::regclass, a.attname,
      format_type(a.atttypid, a.atttypmod), pg_get_expr(d.adbin, d.adrelid)) as line
   from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attgenerated <> '' and not a.attisdropped
   join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
   where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`,
];

/** Keys before foreign keys, which need them. */
const after = [
  `select format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as line
   from pg_constraint where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'c', 'x')
   order by contype = 'c', conrelid::regclass::text, conname`,
  `select pg_get_indexdef(indexrelid) as line from pg_index join pg_class c on c.oid = indrelid
   where indisunique and c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
     and not exists (select from pg_constraint where conindid = indexrelid) order by 1`,
  `select format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as line
   from pg_constraint where connamespace = 'public'::regnamespace and contype = 'f'
   order by conrelid::regclass::text, conname`,
];

async function linesOf(keeper: Keeper, texts: readonly string[]): Promise<string[]> {
  const lines: string[] = [];
  for (const text of texts) lines.push(...(await keeper.read(query(Line, text))).map(({ line }) => line));
  return lines;
}

export async function readSchema(keeper: Keeper): Promise<Schema> {
  const schemas = ['app', 'extensions'].map((name) => `create schema if not exists ${name}`);
  return { before: [...schemas, ...(await linesOf(keeper, before))], after: await linesOf(keeper, after) };
}

const Table = z.strictObject({ name: z.string(), columns: z.array(z.string()) });

/** Every table of ours with the columns that hold facts, in the order of their names. */
export function tables(keeper: Keeper) {
  return keeper.read(
    query(
      Table,
      `select c.relname::text as name, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace group by c.relname order by c.relname`,
    ),
  );
}
