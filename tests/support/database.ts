// A migrated database for one test file: copied from a template that is made once per state of the migrations.
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../infra/database/migrate.ts';
import { platform } from './platform.ts';

const databaseDir = join(import.meta.dirname, '../../infra/database');

export type LoginRole = 'crmfex_api' | 'crmfex_jobs' | 'crmfex_maintenance';

export type TestDatabase = {
  /** A superuser's connection, for arranging and looking; the product never has one. */
  admin: pg.Client;
  adminUrl: string;
  urlOf(role: LoginRole): string;
  drop(): Promise<void>;
};

/** The running platform's server when there is one, else the one named by TEST_POSTGRES_URL, whose passwords are ours to set. */
function server(): { url: string; passwordOf(role: LoginRole): string; isOurs: boolean } {
  const url = process.env['TEST_POSTGRES_URL'];
  if (url && !process.env['CRMFEX_TEST_PLATFORM']) return { url, passwordOf: () => 'test-only', isOurs: true };
  const { settings, databaseAdminUrl } = platform();
  const urls = {
    crmfex_api: settings['DATABASE_URL_API'],
    crmfex_jobs: settings['DATABASE_URL_JOBS'],
    crmfex_maintenance: settings['DATABASE_URL_MAINTENANCE'],
  };
  return { url: databaseAdminUrl, passwordOf: (role) => new URL(urls[role] ?? '').password, isOurs: false };
}

function urlFor(database: string, role?: LoginRole): string {
  const url = new URL(server().url);
  url.pathname = `/${database}`;
  if (role) [url.username, url.password] = [role, server().passwordOf(role)];
  return url.href;
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

function templateName(): string {
  const hash = createHash('sha256').update(readFileSync(join(databaseDir, 'roles.sql')));
  for (const file of readdirSync(join(databaseDir, 'migrations')).sort()) {
    hash.update(file).update(readFileSync(join(databaseDir, 'migrations', file)));
  }
  return `crmfex_template_${hash.digest('hex').slice(0, 12)}`;
}

/** Roles belong to the whole server, so only one file at a time may make a template. */
async function ensureTemplate(client: pg.Client): Promise<string> {
  const template = templateName();
  const isThere = async () => (await client.query('select from pg_database where datname = $1', [template])).rowCount;
  if (await isThere()) return template;
  await client.query('select pg_advisory_lock(726171)');
  try {
    if (await isThere()) return template;
    const making = `${template}_${randomBytes(4).toString('hex')}`;
    await client.query(`create database ${making}`);
    await migrate(urlFor(making));
    if (server().isOurs) {
      for (const role of ['crmfex_api', 'crmfex_jobs', 'crmfex_maintenance'] as const) {
        await client.query(`alter role ${role} password '${server().passwordOf(role)}'`);
      }
    }
    await client.query(`alter database ${making} rename to ${template}`);
    return template;
  } finally {
    await client.query('select pg_advisory_unlock(726171)');
  }
}

/** Makes a database of its own for a test file; `drop` it in `afterAll`. */
export async function testDatabase(): Promise<TestDatabase> {
  const maker = await connect(urlFor('postgres'));
  const name = `crmfex_test_${randomBytes(6).toString('hex')}`;
  await maker.query(`create database ${name} template ${await ensureTemplate(maker)}`);
  // Rights on the database itself are not copied with the template.
  await maker.query(`revoke all on database ${name} from public`);
  await maker.query(`grant connect on database ${name} to crmfex_api, crmfex_jobs, crmfex_maintenance`);
  await maker.query(`grant temporary on database ${name} to crmfex_maintenance`);
  const admin = await connect(urlFor(name));
  return {
    admin,
    adminUrl: urlFor(name),
    urlOf: (role) => urlFor(name, role),
    drop: async () => {
      await admin.end();
      await maker.query(`drop database if exists ${name} with (force)`);
      await maker.end();
    },
  };
}
