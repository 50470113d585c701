// After a restore: whoever was erased since the backup was made goes again, before anybody may use what was restored.
import * as z from 'zod';
import type { Ports } from '../../integrations/ports.ts';
import { quoted, type Keeper } from '../../platform/maintenance.ts';
import { command, query } from '../../platform/statement.ts';
import { erasedSince } from './list.ts';

const Column = z.strictObject({ table: z.string() });

/** Tables with such a column; without keys in the way their rows go in any order. */
const tablesWith = (column: string) =>
  query(
    Column,
    `select c.relname::text as "table" from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = $1 and not a.attisdropped
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`,
    [column],
  );

async function eraseRows(keeper: Keeper, column: string, house: string, ids: readonly string[]): Promise<void> {
  for (const { table } of await keeper.read(tablesWith(column))) {
    await keeper.read(command(`delete from public.${quoted(table)} where ${quoted(column)} = any($1)`, [ids]));
  }
  await keeper.read(command(`delete from public.${quoted(house)} where id = any($1)`, [ids]));
}

/** Removes the erased from a restored database whose keys and triggers are not in force yet. Returns how many tenants and people went. */
export async function replayErasures(
  base: { ports: Ports },
  keeper: Keeper,
  { startedAt }: { startedAt: string },
): Promise<number> {
  const erased = await erasedSince(base, new Date(startedAt));
  const idsOf = (kind: string) => erased.filter((one) => one.kind === kind).map(({ id }) => id);
  await eraseRows(keeper, 'tenant_id', 'tenants', idsOf('tenant'));
  await eraseRows(keeper, 'user_id', 'users', idsOf('user'));
  return erased.length;
}
