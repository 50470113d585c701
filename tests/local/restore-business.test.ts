// One business out of a backup: as it was that night, with its files, and no other; the erased do not rise.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { takeBackup } from '../../functions/compliance/backups/take.ts';
import { rememberErasure } from '../../functions/compliance/erasures/list.ts';
import type { ScheduleContext } from '../../functions/platform/jobs.ts';
import { writeBusinessOf } from '../../infra/local/restore/business.ts';
import { restoreAsNew } from '../../infra/local/restore/into-new.ts';
import type { RestoreBase } from '../../infra/local/restore/restore.ts';
import { newId } from '../../shared/ids.ts';
import { memoryContainers } from '../support/containers.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Mounted } from '../support/mount.ts';
import { unzipped } from '../support/unzip.ts';
import { makeWorld, type World } from '../support/world.ts';

let database: TestDatabase;
let mounted: Mounted;
let wanted: World;
let neighbour: World;
let erased: World;
let base: RestoreBase & ScheduleContext;
let backup: string;
const folder = mkdtempSync(join(tmpdir(), 'crmfex-business-'));

const addClient = ({ tenantId }: World, name: string) =>
  database.admin.query(
    `insert into clients (tenant_id, id, kind, name, country) values ($1, $2, 'company', $3, 'TR')`,
    [tenantId, newId(), name],
  );

beforeAll(async () => {
  database = await testDatabase();
  mounted = mount({ database });
  const { files } = mounted.ports;
  wanted = await makeWorld(database.admin, 'Aranan Ltd.');
  neighbour = await makeWorld(database.admin, 'Komşu Ltd.');
  erased = await makeWorld(database.admin, 'Silinen Ltd.');
  for (const world of [wanted, neighbour, erased]) {
    await addClient(world, `Eski müşteri ${world.tenantId}`);
    files.set(`${world.tenantId}/invoices/1.pdf`, {
      bytes: Buffer.from(`pdf ${world.tenantId}`),
      contentType: 'application/pdf',
    });
  }
  const databaseMaintenanceUrl = database.urlOf('crmfex_maintenance');
  const config = { ...mounted.app.config, databaseMaintenanceUrl };
  const ports = { ...mounted.ports, containers: memoryContainers(files) };
  const app = { ...mounted.app, config, ports, requestId: newId(), isPastDue: false };
  base = { ...app, adminUrl: database.adminUrl, databaseMaintenanceUrl, say: () => undefined };
  backup = (await takeBackup(base)).name;
  // After the night: what was there goes, something new comes.
  await database.admin.query('delete from clients where tenant_id = $1', [wanted.tenantId]);
  await addClient(wanted, 'Yeni müşteri');
  files.clear();
  await rememberErasure(base, { kind: 'tenant', id: erased.tenantId, at: new Date(Date.now() + 1000) });
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await mounted.close();
  await database.drop();
});

const scratches = async () =>
  (await database.admin.query(`select from pg_database where datname like 'crmfex\\_business\\_%'`)).rowCount;

test('holds that night and nothing of anybody else, and leaves no database behind', async () => {
  const path = join(folder, 'one.zip');
  const counts = await writeBusinessOf(base, backup, wanted.tenantId, path);
  expect(counts.files).toBe(1);
  const entries = await unzipped(readFileSync(path));
  expect(entries.get('tables/clients.jsonl')?.toString()).toContain(`Eski müşteri ${wanted.tenantId}`);
  expect(entries.get('files/invoices/1.pdf')?.toString()).toBe(`pdf ${wanted.tenantId}`);
  const all = Buffer.concat([...entries.values()]).toString();
  for (const stranger of ['Yeni müşteri', neighbour.tenantId, erased.tenantId, 'Komşu'])
    expect(all).not.toContain(stranger);
  expect(statSync(path).mode & 0o077).toBe(0);
  expect(await scratches()).toBe(0);
  const { rows } = await database.admin.query('select name from clients where tenant_id = $1', [wanted.tenantId]);
  expect(rows).toEqual([{ name: 'Yeni müşteri' }]);
});

test('does not bring back who was erased, nor make up who never was', async () => {
  for (const id of [erased.tenantId, newId()]) {
    await expect(writeBusinessOf(base, backup, id, join(folder, `${id}.zip`))).rejects.toThrow('no such business');
    expect(readdirSync(folder)).not.toContain(`${id}.zip`);
  }
  expect(await scratches()).toBe(0);
});

test('writes over nothing', async () => {
  const path = join(folder, 'kept.zip');
  writeFileSync(path, 'mine');
  await expect(writeBusinessOf(base, backup, wanted.tenantId, path)).rejects.toThrow('EEXIST');
  expect(readFileSync(path, 'utf8')).toBe('mine');
});

describe('as a new business', () => {
  const clientsOf = async (tenantId: string) =>
    (await database.admin.query('select name from clients where tenant_id = $1', [tenantId])).rows as {
      name: string;
    }[];
  const businesses = async () => (await database.admin.query('select id from tenants order by id')).rows;

  test('it is there beside the present one, with its files, and belongs to whoever is named', async () => {
    const { owner } = neighbour.members;
    const before = await clientsOf(wanted.tenantId);
    const back = await restoreAsNew(base, backup, wanted.tenantId, owner.email);
    expect(await clientsOf(back.tenantId)).toEqual([{ name: `Eski müşteri ${wanted.tenantId}` }]);
    expect(await clientsOf(wanted.tenantId)).toEqual(before);
    expect(back.people).toHaveLength(5);
    const { rows } = await database.admin.query('select user_id, role from members where tenant_id = $1', [
      back.tenantId,
    ]);
    expect(rows).toEqual([{ user_id: owner.userId, role: 'owner' }]);
    const named = await database.admin.query('select name from tenants where id = $1', [back.tenantId]);
    expect(named.rows).toEqual([{ name: 'Aranan Ltd.' }]);
    expect(Buffer.from(mounted.ports.files.get(`${back.tenantId}/invoices/1.pdf`)?.bytes ?? []).toString()).toBe(
      `pdf ${wanted.tenantId}`,
    );
    expect(await scratches()).toBe(0);
  });

  test('who was erased does not rise, nobody owns it who is not there, and nothing is left of a try', async () => {
    const before = await businesses();
    const { email } = neighbour.members.owner;
    await expect(restoreAsNew(base, backup, erased.tenantId, email)).rejects.toThrow('no such business');
    await expect(restoreAsNew(base, backup, wanted.tenantId, 'niemand@example.com')).rejects.toThrow(
      'Nobody has an account',
    );
    expect([await businesses(), await scratches()]).toEqual([before, 0]);
  });
});
