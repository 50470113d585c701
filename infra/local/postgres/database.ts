// Brings the database of a running server up to date: created, migrated, and its login roles given their passwords.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { databaseName, type Secrets } from '../settings.ts';

async function withAdmin<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function setPasswords(client: pg.Client, secrets: Secrets): Promise<void> {
  const passwords = {
    crmfex_api: secrets.postgresApi,
    crmfex_jobs: secrets.postgresJobs,
    crmfex_maintenance: secrets.postgresMaintenance,
  };
  for (const [role, password] of Object.entries(passwords)) {
    const known = await client.query('select 1 from pg_roles where rolname = $1 and rolcanlogin', [role]);
    if (known.rowCount === 0) continue;
    await client.query(`alter role ${client.escapeIdentifier(role)} password ${client.escapeLiteral(password)}`);
  }
}

/** Creates the product's database when it is missing, runs the migrations it lacks and sets the login passwords. */
export async function prepareDatabase(adminUrlOf: (database: string) => string, secrets: Secrets): Promise<void> {
  await withAdmin(adminUrlOf('postgres'), async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [databaseName]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(databaseName)}`);
  });
  const url = adminUrlOf(databaseName);
  if (existsSync(fileURLToPath(new URL('../../database/migrate.ts', import.meta.url)))) {
    const { migrate } = await import('../../database/migrate.ts');
    await migrate(url);
  }
  await withAdmin(url, (client) => setPasswords(client, secrets));
}
