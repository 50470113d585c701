// A backup is whole, of one moment, verified on arrival, restored every week, and gone after seven days.
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { checkArrival } from '../../functions/compliance/backups/arrival.ts';
import { restoreDrill } from '../../functions/compliance/backups/drill.ts';
import type { Manifest } from '../../functions/compliance/backups/manifest.ts';
import { nameOf } from '../../functions/compliance/backups/manifest.ts';
import { drills, keptBackups } from '../../functions/compliance/backups/records.ts';
import { rotateBackups } from '../../functions/compliance/backups/rotate.ts';
import { takeBackup } from '../../functions/compliance/backups/take.ts';
import { readManifest } from '../../functions/compliance/backups/verify.ts';
import type { ScheduleContext } from '../../functions/platform/jobs.ts';
import { newId } from '../../shared/ids.ts';
import { memoryContainers, type Files } from '../support/containers.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Mounted } from '../support/mount.ts';
import { makeWorld, type World } from '../support/world.ts';

let database: TestDatabase;
let admin: pg.Client;
let mounted: Mounted;
let world: World;
let stored: Files;
let now = new Date();
let base: ScheduleContext;

const hourMs = 3600_000;
const later = (hours: number) => (now = new Date(now.getTime() + hours * hourMs));

beforeAll(async () => {
  database = await testDatabase();
  admin = database.admin;
  mounted = mount({ database });
  world = await makeWorld(admin, 'Ege Ticaret Ltd. Şti.');
});
beforeEach(async () => {
  await admin.query('delete from restore_drills');
  await admin.query('delete from backups');
  now = new Date('2026-11-25T01:05:00Z');
  mounted.ports.files.clear();
  mounted.ports.mails.length = 0;
  stored = new Map();
  const containers = memoryContainers(mounted.ports.files, stored);
  const config = { ...mounted.app.config, databaseMaintenanceUrl: database.urlOf('crmfex_maintenance') };
  const ports = { ...mounted.ports, containers };
  base = { ...mounted.app, config, ports, clock: () => now, requestId: newId(), isPastDue: false };
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

async function addClient(name: string): Promise<void> {
  await admin.query('insert into clients (tenant_id, id, kind, name, country) values ($1, $2, $3, $4, $5)', [
    world.tenantId,
    newId(),
    'company',
    name,
    'TR',
  ]);
}

/** A good backup of this moment. */
async function backedUp(): Promise<Manifest> {
  const manifest = await takeBackup(base);
  await checkArrival(base, { name: manifest.name });
  return manifest;
}

const rowsOf = (manifest: Manifest, name: string) => manifest.tables.find((table) => table.name === name)?.rowCount;

describe('a backup', () => {
  test('holds every row of every table, though no tenant is entered', async () => {
    await addClient('Çınar & Oğulları\nA.Ş. \\ "tırnak"');
    const manifest = await backedUp();
    const { rows } = await admin.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
    );
    expect(manifest.tables.map(({ name }) => name)).toEqual(rows.map(({ name }) => name));
    for (const { name } of rows.filter((table) => table.name !== 'backups')) {
      const counted = await admin.query(`select count(*)::int as n from ${name}`);
      expect([name, rowsOf(manifest, name)]).toEqual([name, counted.rows[0].n]);
    }
    const [record] = await keptBackups(base);
    expect(record).toMatchObject({ name: '2026-11-25T010500Z', problem: null });
    expect(record?.verifiedAt).not.toBeNull();
  });

  test('is of one moment: what is written while it is made is not in it', async () => {
    const before = await admin.query('select count(*)::int as n from clients');
    const containers = base.ports.containers;
    let isFirst = true;
    const writeLate: typeof containers = (name) => {
      const container = containers(name);
      const write: typeof container.write = async (...call) => {
        if (isFirst) await addClient('Geç kalan');
        isFirst = false;
        await container.write(...call);
      };
      return { ...container, write };
    };
    const manifest = await takeBackup({ ...base, ports: { ...base.ports, containers: writeLate } });
    expect(isFirst).toBe(false);
    expect(rowsOf(manifest, 'clients')).toBe(before.rows[0].n);
  });

  test('names each file and copies each version once', async () => {
    const key = `${world.tenantId}/invoices/${newId()}.pdf`;
    mounted.ports.files.set(key, { bytes: Buffer.from('first'), contentType: 'application/pdf' });
    await backedUp();
    const copies = () => [...stored.keys()].filter((name) => name.startsWith('backup-files:'));
    const first = copies();
    expect(first).toHaveLength(1);
    later(24);
    await backedUp();
    expect(copies()).toEqual(first);
    mounted.ports.files.set(key, { bytes: Buffer.from('second'), contentType: 'application/pdf' });
    later(24);
    const manifest = await backedUp();
    expect(copies()).toHaveLength(2);
    expect(manifest.files).toMatchObject({ fileCount: 1, byteCount: 6 });
  });

  test('that could not be made says so and tells the operator by the error it throws', async () => {
    const refuse = () => ({
      ...base.ports.containers('backups'),
      write: () => Promise.reject(new Error('the store is full')),
    });
    await expect(takeBackup({ ...base, ports: { ...base.ports, containers: refuse } })).rejects.toThrow();
    const [record] = await keptBackups(base);
    expect(record).toMatchObject({ finishedAt: null, verifiedAt: null });
    expect(record?.problem).not.toBeNull();
  });
});

describe('verification', () => {
  const blobOf = (manifest: Manifest, name: string) => `backups:${manifest.name}/${name}`;
  const spoil = (name: string, change: (bytes: Buffer) => Buffer) => {
    const file = stored.get(name);
    if (!file) throw new Error(`${name} is not stored`);
    stored.set(name, { ...file, bytes: change(Buffer.from(file.bytes)) });
  };

  test('twice is the same as once', async () => {
    const manifest = await backedUp();
    later(1);
    await checkArrival(base, { name: manifest.name });
    expect((await keptBackups(base))[0]?.verifiedAt).toContain('2026-11-25T01:05:00');
  });

  test('finds one changed byte, records it and writes to the operator', async () => {
    const manifest = await backedUp();
    spoil(blobOf(manifest, 'clients.copy.zst'), (bytes) => {
      bytes[bytes.length - 3] = (bytes.at(-3) ?? 0) ^ 1;
      return bytes;
    });
    await expect(checkArrival(base, { name: manifest.name })).rejects.toThrow('not good');
    const [record] = await keptBackups(base);
    expect(record?.verifiedAt).toBeNull();
    expect(record?.problem).toContain(manifest.name);
    expect(mounted.ports.mails.map(({ to }) => to.address)).toEqual(['operator@crmfex.example']);
  });

  test('finds a missing stream and a missing copy of a file', async () => {
    mounted.ports.files.set(`${world.tenantId}/a.pdf`, { bytes: Buffer.from('x'), contentType: 'application/pdf' });
    const manifest = await backedUp();
    for (const name of [...stored.keys()].filter((one) => one.startsWith('backup-files:'))) stored.delete(name);
    await expect(checkArrival(base, { name: manifest.name })).rejects.toThrow('missing copies 1 instead of 0');
    stored.delete(blobOf(manifest, 'users.copy.zst'));
    await expect(checkArrival(base, { name: manifest.name })).rejects.toThrow('users.copy.zst is missing');
  });
});

describe('the drill', () => {
  const scratches = async () =>
    (await admin.query(`select datname from pg_database where datname like 'crmfex_drill_%'`)).rowCount;

  test('restores the newest good backup, every key and check over every row, and leaves nothing behind', async () => {
    const manifest = await backedUp();
    const rowCount = manifest.tables.reduce((sum, table) => sum + table.rowCount, 0);
    expect(await restoreDrill(base)).toEqual({ backup: manifest.name, rowCount });
    expect((await drills(base))[0]).toMatchObject({ backupName: manifest.name, rowCount, problem: null });
    expect(await scratches()).toBe(0);
  });

  test('finds rows that do not hold together, though every hash is right', async () => {
    const manifest = await backedUp();
    // A backup whose clients belong to nobody: the table of tenants is emptied, hash and count included.
    const of = (name: string) => manifest.tables.find((table) => table.name === name);
    const [empty, tenants] = [of('payments'), of('tenants')];
    if (!empty || !tenants) throw new Error('the tables are not there');
    expect(empty.rowCount).toBe(0);
    Object.assign(tenants, { ...empty, name: 'tenants', columns: tenants.columns });
    const bytes = Buffer.from(JSON.stringify(manifest));
    stored.set(`backups:${manifest.name}/manifest.json`, { bytes, contentType: 'application/json' });
    await expect(restoreDrill(base)).rejects.toThrow('foreign key');
    expect((await drills(base))[0]?.problem).toContain('foreign key');
    expect(await scratches()).toBe(0);
  });

  test('has nothing to try while no backup is good', async () => {
    await takeBackup(base);
    expect(await restoreDrill(base)).toBeNull();
  });
});

describe('the rotation', () => {
  const days = async () => (await keptBackups(base)).map(({ name }) => name.slice(0, 10));

  test('keeps seven nights and removes a backup at seven days to the second', async () => {
    for (let night = 0; night < 8; night += 1) {
      await backedUp();
      if (night < 7) later(24);
    }
    now = new Date(now.getTime() - 1000);
    await rotateBackups(base);
    expect(await days()).toHaveLength(8);
    now = new Date(now.getTime() + 1000);
    expect((await rotateBackups(base)).expired).toEqual(['2026-11-25T010500Z']);
    expect(await days()).toHaveLength(7);
    expect([...stored.keys()].filter((name) => name.startsWith('backups:2026-11-25'))).toEqual([]);
    await expect(readManifest(base, '2026-11-25T010500Z')).rejects.toThrow('no manifest');
  });

  test('keeps the last good one beyond its days when nothing newer is good, and says so', async () => {
    const good = await backedUp();
    later(24 * 6);
    const doubtful = await takeBackup(base);
    later(24 * 2);
    expect(await rotateBackups(base)).toEqual({ expired: [], outlived: good.name });
    await checkArrival(base, { name: doubtful.name });
    expect(await rotateBackups(base)).toEqual({ expired: [good.name], outlived: null });
  });

  test('removes copies of files that no kept backup names', async () => {
    const key = `${world.tenantId}/old.pdf`;
    mounted.ports.files.set(key, { bytes: Buffer.from('old'), contentType: 'application/pdf' });
    await backedUp();
    mounted.ports.files.delete(key);
    mounted.ports.files.set(`${world.tenantId}/new.pdf`, { bytes: Buffer.from('n'), contentType: 'application/pdf' });
    later(24 * 8);
    await backedUp();
    // The store's clock is the real one: copies made today look as old as they are meant to be.
    for (const file of stored.values()) file.modifiedAt = new Date('2026-11-01T00:00:00Z');
    await rotateBackups(base);
    const copies = [...stored.keys()].filter((name) => name.startsWith('backup-files:'));
    expect(copies.map((name) => name.split('!')[0])).toEqual([`backup-files:${world.tenantId}/new.pdf`]);
  });
});

test('a name tells the instant', () => {
  expect(nameOf(new Date('2026-11-25T01:05:00.123Z'))).toBe('2026-11-25T010500Z');
});
