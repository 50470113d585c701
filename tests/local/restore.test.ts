// The operator's restore: the night is back in a database of its own, as strict as before, and nobody erased has risen.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { takeBackup } from '../../functions/compliance/backups/take.ts';
import { rememberErasure } from '../../functions/compliance/erasures/list.ts';
import type { ScheduleContext } from '../../functions/platform/jobs.ts';
import {
  bringFilesBack,
  chosenBackup,
  restoreInto,
  swapDatabases,
  type RestoreBase,
} from '../../infra/local/restore/restore.ts';
import { newId } from '../../shared/ids.ts';
import { memoryContainers } from '../support/containers.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Mounted } from '../support/mount.ts';
import { makeWorld, type World } from '../support/world.ts';

let database: TestDatabase;
let mounted: Mounted;
let staying: World;
let erased: World;
let base: RestoreBase & ScheduleContext;
let backup: string;
const target = `crmfex_restored_${newId().replaceAll('-', '')}`;

const lineOf = async (url: string, text: string): Promise<Record<string, unknown>> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows[0];
  } finally {
    await client.end();
  }
};
const urlOf = (name: string) => Object.assign(new URL(database.adminUrl), { pathname: `/${name}` }).href;
const fileOf = (world: World) => `${world.tenantId}/invoices/1.pdf`;

beforeAll(async () => {
  database = await testDatabase();
  mounted = mount({ database });
  const { files } = mounted.ports;
  staying = await makeWorld(database.admin, 'Kalan Ltd.');
  erased = await makeWorld(database.admin, 'Silinen Ltd.');
  // Rows of very different lengths: PostgreSQL puts them back in another order than they were read in.
  await database.admin.query(
    `insert into clients (tenant_id, id, kind, name, country, notes)
     select $1, gen_random_uuid(), 'person', 'Müşteri ' || n, 'TR', nullif(repeat('x', (n * 7919) % 1900), '') from generate_series(1, 900) n`,
    [staying.tenantId],
  );
  for (const world of [staying, erased])
    files.set(fileOf(world), { bytes: Buffer.from('pdf'), contentType: 'application/pdf' });
  const databaseMaintenanceUrl = database.urlOf('crmfex_maintenance');
  const config = { ...mounted.app.config, databaseMaintenanceUrl };
  const ports = { ...mounted.ports, containers: memoryContainers(files) };
  const app = { ...mounted.app, config, ports, requestId: newId(), isPastDue: false };
  base = { ...app, adminUrl: database.adminUrl, databaseMaintenanceUrl, say: () => undefined };
  backup = (await takeBackup(base)).name;
  files.clear();
  await rememberErasure(base, { kind: 'tenant', id: erased.tenantId, at: new Date(Date.now() + 1000) });
});
afterAll(async () => {
  await database.admin.query(`drop database if exists ${target} with (force)`);
  await mounted.close();
  await database.drop();
});

describe('a restore', () => {
  test('takes the newest of the store when none was verified', async () => {
    expect(await chosenBackup(base, 'latest')).toBe(backup);
    expect(await chosenBackup(base, '2026-01-01T010500Z')).toBe('2026-01-01T010500Z');
  });

  test('brings the rows back, keys, triggers and row-level security in force, the erased left out', async () => {
    const restored = await restoreInto(base, backup, target);
    expect(restored.erased).toBe(1);
    expect(await lineOf(urlOf(target), `select array_agg(name) as names from tenants where name like '%Ltd.'`)).toEqual(
      {
        names: ['Kalan Ltd.'],
      },
    );
    expect(
      await lineOf(
        urlOf(target),
        `select count(*) filter (where not relrowsecurity or not relforcerowsecurity)::int as open,
           (select count(*)::int from pg_trigger where tgenabled = 'D') as silent,
           (select count(*)::int from members where tenant_id = '${erased.tenantId}') as risen
         from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
      ),
    ).toEqual({ open: 0, silent: 0, risen: 0 });
    const keys = `select count(*)::int as n from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`;
    expect(await lineOf(urlOf(target), keys)).toEqual(await lineOf(database.adminUrl, keys));
  });

  test('does not write over a database, and drops nothing of it', async () => {
    await expect(restoreInto(base, backup, target)).rejects.toThrow('already exists');
    expect(await lineOf(urlOf(target), `select count(*)::int as n from tenants where name like '%Ltd.'`)).toEqual({
      n: 1,
    });
  });

  test('brings files back, not those of the erased', async () => {
    expect(await bringFilesBack(base, backup)).toEqual({ restored: 1, kept: 0, erased: 1 });
    expect([...mounted.ports.files.keys()]).toEqual([fileOf(staying)]);
    expect(await bringFilesBack(base, backup)).toEqual({ restored: 0, kept: 1, erased: 1 });
  });

  test('refuses a backup with a missing stream before it makes anything', async () => {
    await base.ports.containers('backups').remove(`${backup}/users.copy.zst`);
    await expect(restoreInto(base, backup, `${target}_2`)).rejects.toThrow('users.copy.zst is missing');
    expect(
      await lineOf(database.adminUrl, `select count(*)::int as n from pg_database where datname = '${target}_2'`),
    ).toEqual({ n: 0 });
  });

  test('swaps the two databases by their names', async () => {
    const maker = new pg.Client({ connectionString: urlOf('postgres') });
    await maker.connect();
    const present = `${target}_present`;
    await maker.query(`create database ${present}`);
    const former = await swapDatabases(base, present, target);
    expect(await lineOf(urlOf(present), `select count(*)::int as n from tenants where name like '%Ltd.'`)).toEqual({
      n: 1,
    });
    for (const name of [former, present]) await maker.query(`drop database ${name} with (force)`);
    await maker.end();
  });
});
