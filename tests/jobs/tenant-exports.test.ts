// The job that exports a whole business: once whatever is delivered, again from nothing after a death, and never in vain.
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { endpoints, jobs } from '../../functions/compliance/index.ts';
import { newId } from '../../shared/ids.ts';
import { tenantExportRoutes, type TenantExport } from '../../shared/tenant-exports.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Mounted } from '../support/mount.ts';
import { makeWorld, type World } from '../support/world.ts';

let database: TestDatabase;
let admin: pg.Client;
let mounted: Mounted;
let world: World;
let now: Date | null = null;

beforeAll(async () => {
  database = await testDatabase();
  admin = database.admin;
  mounted = mount({ database, endpoints, jobs, clock: () => now ?? new Date() });
});
beforeEach(async () => {
  now = null;
  world = await makeWorld(admin, 'Giden Ticaret');
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

const asOwner = () => ({ session: world.members.owner.token });
const ask = () => mounted.call(tenantExportRoutes.ask, asOwner());
const list = async () => (await mounted.call(tenantExportRoutes.list, asOwner())).body as TenantExport[];

describe('two deliveries at once', () => {
  const work = () => jobs.find(({ queue }) => queue === 'tenant-export');
  const deliver = async () => {
    const last = mounted.ports.sent.filter(({ queue }) => queue === 'tenant-export').at(-1);
    await work()?.handle(mounted.app, last?.message, { requestId: newId(), dequeueCount: 1 });
  };

  test('make one file; the other one waits, and finds it made', async () => {
    const { id } = (await ask()).body as TenantExport;
    await Promise.all([deliver(), deliver()]);
    await deliver();
    expect(await list()).toMatchObject([{ id, state: 'ready' }]);
    expect(mounted.ports.mails.filter(({ id: mail }) => mail === `tenant-export.${id}`)).toHaveLength(1);
    const left = await admin.query('select from outbox where tenant_id = $1 and queue = $2', [
      world.tenantId,
      'tenant-export',
    ]);
    expect(left.rowCount).toBe(0);
  });

  test('one that died is taken up after its minute, and not before', async () => {
    const { id } = (await ask()).body as TenantExport;
    await admin.query(
      `update tenant_exports set held_until = now() + interval '1 minute', row_count = 7 where id = $1`,
      [id],
    );
    await deliver();
    expect(await list()).toMatchObject([{ state: 'running', rowCount: 7 }]);
    now = new Date(Date.now() + 61_000);
    await deliver();
    expect(await list()).toMatchObject([{ id, state: 'ready' }]);
  });
});

describe('the job', () => {
  test('begins again from nothing after it died half way, and says why when it gives up', async () => {
    const whole = mounted.ports.containers;
    const { id } = (await ask()).body as TenantExport;
    const broken = { ...whole('exports'), write: async () => Promise.reject(new Error('the disk is full')) };
    mounted.app.ports.containers = (name) => (name === 'exports' ? broken : whole(name));
    const message = mounted.ports.sent.filter(({ queue }) => queue === 'tenant-export').at(-1);
    const [work] = jobs.filter(({ queue }) => queue === 'tenant-export');
    const deliver = (dequeueCount: number) =>
      work?.handle(mounted.app, message?.message, { requestId: newId(), dequeueCount });
    await expect(deliver(1)).rejects.toThrow('the disk is full');
    expect(await list()).toMatchObject([{ id, state: 'running', problem: 'other' }]);
    mounted.app.ports.containers = whole;
    await deliver(2);
    await deliver(3);
    expect(await list()).toMatchObject([{ id, state: 'ready', problem: null }]);
    expect(mounted.ports.mails.filter(({ id: mail }) => mail === `tenant-export.${id}`)).toHaveLength(1);

    await ask();
    mounted.app.ports.containers = (name) => (name === 'exports' ? broken : whole(name));
    const last = mounted.ports.sent.filter(({ queue }) => queue === 'tenant-export').at(-1);
    await expect(work?.handle(mounted.app, last?.message, { requestId: newId(), dequeueCount: 5 })).rejects.toThrow();
    mounted.app.ports.containers = whole;
    expect((await list()).map(({ state, problem }) => [state, problem])).toContainEqual(['failed', 'other']);
    expect((await ask()).status).toBe(201);
  });
});
