// One consistent backup: every table of one snapshot as a compressed stream, the files by copies in the store, the manifest last.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import * as z from 'zod';
import type { ScheduleContext } from '../../platform/jobs.ts';
import { maintain, quoted, type Keeper } from '../../platform/maintenance.ts';
import { query } from '../../platform/statement.ts';
import { copyFiles } from './files.ts';
import type { Manifest } from './manifest.ts';
import { manifestOf, nameOf, type TableEntry } from './manifest.ts';
import { readSchema, tables } from './schema.ts';
import { backupFailed, backupFinished, backupStarted } from './records.ts';
import { store } from './streams.ts';

type TableOf = Awaited<ReturnType<typeof tables>>[number];

async function storeTable(base: ScheduleContext, keeper: Keeper, backup: string, table: TableOf): Promise<TableEntry> {
  const file = `${backup}/${table.name}.copy.zst`;
  const copy = keeper.copyOut(`public.${quoted(table.name)} (${table.columns.map(quoted).join(', ')})`);
  const { raw, stored } = await store(base, file, copy);
  if (raw.lineCount !== copy.rowCount) throw new Error(`${table.name}: ${copy.rowCount} rows, ${raw.lineCount} lines.`);
  return {
    ...table,
    file,
    rowCount: copy.rowCount,
    byteCount: raw.byteCount,
    sha256: raw.sha256,
    storedByteCount: stored.byteCount,
    storedSha256: stored.sha256,
  };
}

const State = z.strictObject({ serverVersion: z.string(), migration: z.string() });
const state = query(
  State,
  `select current_setting('server_version') as server_version,
     (select name from migrations.migrations order by name desc limit 1) as migration`,
);

const storeTables = (base: ScheduleContext, backup: string) =>
  maintain(base.config, (keeper) =>
    keeper.snapshot(async () => {
      const [facts] = await keeper.read(state);
      const schema = await readSchema(keeper);
      const entries: TableEntry[] = [];
      for (const table of await tables(keeper)) entries.push(await storeTable(base, keeper, backup, table));
      return { ...State.parse(facts), schema, tables: entries };
    }),
  );

async function makeBackup(base: ScheduleContext, name: string): Promise<Manifest> {
  const startedAt = base.clock().toISOString();
  const rows = await storeTables(base, name);
  // After the rows: a file that a row names is then there, unless somebody removed both.
  const files = await copyFiles(base, name);
  const manifest = { version: 1 as const, name, startedAt, finishedAt: base.clock().toISOString(), ...rows, files };
  const bytes = Buffer.from(JSON.stringify(manifest));
  await base.ports.containers('backups').write(manifestOf(name), Readable.from([bytes]), 'application/json');
  base.log.info({ backup: name, sha256: createHash('sha256').update(bytes).digest('hex') }, 'backup written');
  return manifest;
}

/** Makes the backup of this night. Throws when it could not be made whole; what was written of it is removed by the rotation. */
export async function takeBackup(base: ScheduleContext): Promise<Manifest> {
  const name = nameOf(base.clock());
  await backupStarted(base, name);
  try {
    const manifest = await makeBackup(base, name);
    await backupFinished(base, manifest);
    return manifest;
  } catch (error) {
    await backupFailed(base, name, error);
    throw error;
  }
}
