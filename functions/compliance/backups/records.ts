// What is kept of each backup and each drill in the database: the evidence behind the promise.
import * as z from 'zod';
import type { Config } from '../../platform/config.ts';
import { maintain } from '../../platform/maintenance.ts';
import { command, query, type Statement } from '../../platform/statement.ts';
import { instantOf, type Manifest } from './manifest.ts';

type Base = { config: Pick<Config, 'databaseMaintenanceUrl'> };

const one = <Row>(base: Base, statement: Statement<Row>) => maintain(base.config, (keeper) => keeper.read(statement));
const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 1000);

export const backupStarted = (base: Base, name: string) =>
  one(base, command('insert into backups (name, started_at) values ($1, $2)', [name, instantOf(name)]));

export function backupFinished(base: Base, { name, finishedAt, tables, files }: Manifest) {
  const rowCount = tables.reduce((sum, table) => sum + table.rowCount, 0);
  const byteCount = tables.reduce((sum, table) => sum + table.storedByteCount, files.storedByteCount);
  return one(
    base,
    command('update backups set finished_at = $2, row_count = $3, byte_count = $4, file_count = $5 where name = $1', [
      name,
      finishedAt,
      rowCount,
      byteCount,
      files.fileCount,
    ]),
  );
}

export const backupFailed = (base: Base, name: string, error: unknown) =>
  one(base, command('update backups set problem = $2 where name = $1', [name, textOf(error)]));

/** Verified by its name: a second look at the same backup keeps the first instant and clears or sets the problem. */
export const backupVerified = (base: Base, name: string, at: Date) =>
  one(
    base,
    command('update backups set verified_at = coalesce(verified_at, $2), problem = null where name = $1', [name, at]),
  );

export const backupDoubted = (base: Base, name: string, error: unknown) =>
  one(base, command('update backups set verified_at = null, problem = $2 where name = $1', [name, textOf(error)]));

export const backupRemoved = (base: Base, name: string, at: Date) =>
  one(base, command('update backups set removed_at = $2 where name = $1', [name, at]));

/** Rows of backups long gone say nothing any more. */
export const forgetRecords = (base: Base, before: Date) =>
  one(
    base,
    command(
      `with old as (delete from restore_drills where started_at < $1 returning id)
       delete from backups b where removed_at < $1 and started_at < $1
         and not exists (select from restore_drills d where d.backup_name = b.name and d.started_at >= $1)`,
      [before],
    ),
  );

const Instant = z.string().nullable();
export const BackupRecord = z.strictObject({
  name: z.string(),
  startedAt: z.string(),
  finishedAt: Instant,
  rowCount: z.int().nullable(),
  byteCount: z.int().nullable(),
  fileCount: z.int().nullable(),
  verifiedAt: Instant,
  problem: z.string().nullable(),
});
export type BackupRecord = z.infer<typeof BackupRecord>;

/** What is still there, newest first. */
export const keptBackups = (base: Base) =>
  one(
    base,
    query(
      BackupRecord,
      `select name, started_at, finished_at, row_count, byte_count, file_count, verified_at, problem from backups
       where removed_at is null order by name desc`,
    ),
  );

export const drillStarted = (base: Base, id: string, backup: string, at: Date) =>
  one(base, command('insert into restore_drills (id, backup_name, started_at) values ($1, $2, $3)', [id, backup, at]));

export const drillFinished = (base: Base, id: string, at: Date, rowCount: number) =>
  one(base, command('update restore_drills set finished_at = $2, row_count = $3 where id = $1', [id, at, rowCount]));

export const drillFailed = (base: Base, id: string, at: Date, error: unknown) =>
  one(base, command('update restore_drills set finished_at = $2, problem = $3 where id = $1', [id, at, textOf(error)]));

export const DrillRecord = z.strictObject({
  backupName: z.string(),
  startedAt: z.string(),
  finishedAt: Instant,
  rowCount: z.int().nullable(),
  problem: z.string().nullable(),
});
export type DrillRecord = z.infer<typeof DrillRecord>;

export const drills = (base: Base) =>
  one(
    base,
    query(
      DrillRecord,
      'select backup_name, started_at, finished_at, row_count, problem from restore_drills order by started_at desc limit 20',
    ),
  );
