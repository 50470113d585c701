// The operator's restore: a backup into a new database, row for row, with whoever was erased since left out; then, if asked, in its place.
import { keptBackups } from '../../../functions/compliance/backups/records.ts';
import { restoreFiles, type RestoredFiles } from '../../../functions/compliance/backups/restore-files.ts';
import { loadRows } from '../../../functions/compliance/backups/restore.ts';
import { readManifest, verifyBackup } from '../../../functions/compliance/backups/verify.ts';
import { replayErasures } from '../../../functions/compliance/erasures/replay.ts';
import type { Ports } from '../../../functions/integrations/ports.ts';
import { connected, quoted } from '../../../functions/platform/maintenance.ts';
import { migrate } from '../../database/migrate.ts';
import { closeAfterLoading, migrationOf, openForLoading } from './target.ts';

export type RestoreBase = {
  ports: Ports;
  /** An administrator's connection to any database of the server. */
  adminUrl: string;
  /** Of the maintenance login, which reads what backups there are. */
  databaseMaintenanceUrl: string;
  say(line: string): void;
};

export type Restored = { backup: string; database: string; rowCount: number; erased: number };

/** The administrator's address of another database of the server. */
export const urlOf = (adminUrl: string, database: string): string => {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
};

/** `latest` means the newest that was verified; the store alone is asked when the database can no longer tell. */
export async function chosenBackup(base: RestoreBase, from: string): Promise<string> {
  if (from !== 'latest') return from;
  const { databaseMaintenanceUrl } = base;
  const known = await keptBackups({ config: { databaseMaintenanceUrl } }).catch(() => []);
  const newest = known.find(({ verifiedAt }) => verifiedAt !== null)?.name ?? (await newestInStore(base));
  if (!newest) throw new Error('There is no backup in the store.');
  return newest;
}

async function newestInStore({ ports }: RestoreBase): Promise<string | undefined> {
  let newest: string | undefined;
  for await (const { name } of ports.containers('backups').list()) {
    if (name.endsWith('/manifest.json')) newest = name.split('/')[0];
  }
  return newest;
}

/**
 * Makes `database` from a backup. Nothing that exists is touched; half a restore is dropped.
 * @throws Error when the backup is not good, belongs to another schema, or the database exists
 */
export async function restoreInto(base: RestoreBase, backup: string, database: string): Promise<Restored> {
  const manifest = await readManifest(base, backup);
  const problems = await verifyBackup(base, backup);
  if (problems.length > 0) throw new Error(`The backup ${backup} is not good: ${problems.join('; ')}`);
  base.say(`The backup ${backup} is good: ${manifest.tables.length} tables, ${manifest.files.fileCount} files.`);
  await connected(urlOf(base.adminUrl, 'postgres'), (keeper) => keeper.execute(`create database ${quoted(database)}`));
  try {
    await migrate(urlOf(base.adminUrl, database));
    return await connected(urlOf(base.adminUrl, database), async (keeper) => {
      const migration = await migrationOf(keeper);
      if (migration !== manifest.migration)
        throw new Error(`The backup is of migration ${manifest.migration}, this checkout of ${migration}.`);
      const keys = await openForLoading(keeper);
      const rowCount = await loadRows(base, keeper, manifest);
      const erased = await replayErasures(base, keeper, manifest);
      await closeAfterLoading(keeper, keys);
      return { backup, database, rowCount, erased };
    });
  } catch (error) {
    await connected(urlOf(base.adminUrl, 'postgres'), (keeper) =>
      keeper.execute(`drop database if exists ${quoted(database)} with (force)`),
    );
    throw error;
  }
}

/** Puts the restored database in the place of the present one, which stays under the name that is answered. */
export async function swapDatabases(base: RestoreBase, present: string, restored: string): Promise<string> {
  const former = `${present}_before_${Date.now()}`;
  const [from, to, aside] = [quoted(restored), quoted(present), quoted(former)];
  await connected(urlOf(base.adminUrl, 'postgres'), async (keeper) => {
    // New connections are refused while names change, and the old ones end: neither name may be in use.
    await keeper.execute(`alter database ${to} allow_connections false`);
    await keeper.execute(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname in ('${present}', '${restored}')`,
    );
    await keeper.execute(`alter database ${to} rename to ${aside}`);
    await keeper.execute(`alter database ${from} rename to ${to}`);
    await keeper.execute(`alter database ${aside} allow_connections true`);
  });
  return former;
}

export async function bringFilesBack(base: RestoreBase, backup: string): Promise<RestoredFiles> {
  return restoreFiles(base, await readManifest(base, backup));
}
