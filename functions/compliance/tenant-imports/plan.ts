// Which tables an import fills, in which order and how, read from the catalogue: what a migration adds comes along by itself.
import * as z from 'zod';
import type { Keeper } from '../../platform/maintenance.ts';
import { query } from '../../platform/statement.ts';
import { childrenFirst } from '../erasures/order.ts';
import { exportedTables, type ExportedTable } from '../tenant-exports/tables.ts';
import { parentsBeside, tablesPassedOver } from './decisions.ts';

const Reference = z.strictObject({
  table: z.string(),
  name: z.string(),
  columns: z.array(z.string()),
  parent: z.string(),
  parentColumns: z.array(z.string()),
});
/** A foreign key of a table, without the tenant, which both sides share. */
export type Reference = z.infer<typeof Reference>;

const references = query(
  Reference,
  `select k.conrelid::regclass::text as "table", k.conname::text as name, k.confrelid::regclass::text as parent,
     array(select a.attname::text from unnest(k.conkey) with ordinality x (n, place)
       join pg_attribute a on a.attrelid = k.conrelid and a.attnum = x.n where a.attname <> 'tenant_id' order by place) as columns,
     array(select a.attname::text from unnest(k.confkey) with ordinality x (n, place)
       join pg_attribute a on a.attrelid = k.confrelid and a.attnum = x.n where a.attname <> 'tenant_id' order by place) as parent_columns
   from pg_constraint k where k.contype = 'f' and k.connamespace = 'public'::regnamespace order by 1, 2`,
);

export type PlannedTable = ExportedTable & { references: Reference[] };

export type Plan = {
  /** Parents first. */
  tables: PlannedTable[];
  /** Every table that an export of this place has, those that are read past included. */
  known: ReadonlyMap<string, ExportedTable>;
  migrations: readonly string[];
};

const Name = z.strictObject({ name: z.string() });
const migrations = query(Name, 'select name from migrations.migrations order by name');

export async function readPlan(keeper: Pick<Keeper, 'read'>): Promise<Plan> {
  const exported = await exportedTables(keeper);
  const all = Map.groupBy(await keeper.read(references), ({ table }) => table);
  const filled = exported
    .filter(({ name }) => !(name in tablesPassedOver))
    .map((table) => ({ ...table, references: all.get(table.name) ?? [] }));
  const ordered = childrenFirst(
    filled.map((table) => {
      const parents = table.references.map(({ parent }) => parent).filter((parent) => parent !== table.name);
      return { ...table, parents: [...parents, ...(parentsBeside[table.name] ?? [])] };
    }),
  );
  return {
    tables: ordered.reverse(),
    known: new Map(exported.map((table) => [table.name, table])),
    migrations: (await keeper.read(migrations)).map(({ name }) => name),
  };
}
