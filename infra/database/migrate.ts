// Brings a database up to date: roles first, then every migration it lacks, as the owner of the tables.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import pg from 'pg';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Runs what is missing, all of it or nothing. Safe to call from several processes at once: one runs, the others wait.
 * @param adminUrl connection string of an administrator that may create roles
 */
export async function migrate(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(726170)');
    await client.query(await readFile(here('roles.sql'), 'utf8'));
    await client.query('set role crmfex_owner');
    await runner({
      dbClient: client,
      dir: here('migrations'),
      direction: 'up',
      migrationsTable: 'migrations',
      migrationsSchema: 'migrations',
      createMigrationsSchema: true,
      advisoryLockMode: 'wait',
      log: () => undefined,
    });
  } finally {
    await client.end();
  }
}
