// The database that a restore fills: made anew, migrated, and opened for loading; afterwards closed again, as strict as ever.
import * as z from 'zod';
import type { Keeper } from '../../../functions/platform/maintenance.ts';
import { query } from '../../../functions/platform/statement.ts';

const Line = z.strictObject({ line: z.string() });
const lines = async (keeper: Keeper, text: string) => (await keeper.read(query(Line, text))).map(({ line }) => line);

const ofOurs = `c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`;

/** The migration that the schema of this checkout ends with. */
export async function migrationOf(keeper: Keeper): Promise<string> {
  return (await lines(keeper, 'select name as line from migrations.migrations order by name desc limit 1'))[0] ?? '';
}

/**
 * Takes away what would stand in the way of loading: foreign keys, triggers, and row-level security's hold on the owner.
 * @returns the statements that put the foreign keys back
 */
export async function openForLoading(keeper: Keeper): Promise<string[]> {
  await keeper.execute('set role crmfex_owner');
  const keys = await lines(
    keeper,
    `select format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as line
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace order by 1`,
  );
  const drops = await lines(
    keeper,
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as line
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace order by 1`,
  );
  const opens = await lines(
    keeper,
    `select format('alter table %1$s disable trigger user, no force row level security; truncate %1$s', c.oid::regclass) as line
     from pg_class c where ${ofOurs} order by 1`,
  );
  for (const statement of [...drops, ...opens]) await keeper.execute(statement);
  return keys;
}

/** Puts keys, triggers and row-level security back; a row that does not fit a key stops the restore here. */
export async function closeAfterLoading(keeper: Keeper, keys: readonly string[]): Promise<void> {
  for (const statement of keys) await keeper.execute(statement);
  const closes = await lines(
    keeper,
    `select format('alter table %s enable trigger user, force row level security', c.oid::regclass) as line
     from pg_class c where ${ofOurs} order by 1`,
  );
  for (const statement of closes) await keeper.execute(statement);
  await keeper.execute('reset role; analyze');
}
