// The job that brings a business in: once whatever is delivered, again from nothing after a death, and never half.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { endpoints, jobs } from '../../functions/compliance/index.ts';
import { newId } from '../../shared/ids.ts';
import { tenantImportRoutes, type TenantImportLook } from '../../shared/tenant-imports.ts';
import { makeWorld as makeBilling, type World as Billing } from '../support/billing-world.ts';
import { memoryContainers, type Files } from '../support/containers.ts';
import { checksumOf } from '../support/forged-export.ts';
import { mount, type Mounted } from '../support/mount.ts';
import { richBusiness, type Rich } from '../support/rich-business.ts';
import { exportOf, type Export } from '../support/tenant-import.ts';
import { makeWorld, type World } from '../support/world.ts';

const stored: Files = new Map();
let billing: Billing;
let mounted: Mounted;
let rich: Rich;
let original: Export;
let world: World;
let importId: string;

beforeAll(async () => {
  billing = await makeBilling();
  rich = await richBusiness(billing);
  original = await exportOf(billing, rich.tenantId);
  const ports = { ...billing.ports, containers: memoryContainers(billing.ports.files, stored) };
  mounted = mount({ database: billing.database, endpoints, jobs, ports });
});
beforeEach(async () => {
  stored.clear();
  mounted.ports.sent.length = 0;
  world = await makeWorld(billing.database.admin, 'Yeni İşletme');
  const body = { fileName: 'crmfex.zip', sizeBytes: original.zip.length };
  importId = ((await call(tenantImportRoutes.create, { body })).body as { id: string }).id;
  stored.set(`tenant-imports:${world.tenantId}/${importId}.zip`, {
    bytes: original.zip,
    contentType: 'application/zip',
  });
  for (const route of [tenantImportRoutes.inspect, tenantImportRoutes.start])
    await call(route, { params: { id: importId } });
});
afterAll(async () => {
  await mounted.close();
  await billing.close();
});

const call = (route: (typeof tenantImportRoutes)[keyof typeof tenantImportRoutes], options: object = {}) =>
  mounted.call(route, { session: world.members.owner.token, ...options });
const current = async () => ((await call(tenantImportRoutes.look)).body as TenantImportLook).current;
const deliver = async (dequeueCount = 1) => {
  const message = mounted.ports.sent.find(({ queue }) => queue === 'tenant-import')?.message;
  await jobs
    .find(({ queue }) => queue === 'tenant-import')
    ?.handle(mounted.app, message, { requestId: newId(), dequeueCount });
};
const rowsIn = async (table: string) =>
  (await billing.database.admin.query(`select from ${table} where tenant_id = $1`, [world.tenantId])).rowCount;
const ownFiles = () => [...mounted.ports.files.keys()].filter((key) => key.startsWith(world.tenantId)).length;
const letGo = () =>
  billing.database.admin.query('update tenant_imports set held_until = null where id = $1', [importId]);

/** The place breaks at its nth use, and is whole again afterwards. */
async function breaking(work: () => Promise<unknown>, nth: number): Promise<void> {
  const whole = mounted.app.ports.containers;
  let uses = 0;
  const write = async (...[name, bytes, type]: Parameters<ReturnType<typeof whole>['write']>) => {
    if ((uses += 1) < nth) return whole('files').write(name, bytes, type);
    throw new Error('the disk is full');
  };
  mounted.app.ports.containers = (name) => (name === 'files' ? { ...whole('files'), write } : whole(name));
  try {
    await work();
  } finally {
    mounted.app.ports.containers = whole;
  }
}

async function expectWhole(): Promise<void> {
  expect(await current()).toMatchObject({ state: 'ready', problem: null });
  for (const table of ['invoices', 'invoice_lines', 'payments', 'search_entries'])
    expect([table, await rowsIn(table)]).toEqual([
      table,
      (await billing.database.admin.query(`select from ${table} where tenant_id = $1`, [rich.tenantId])).rowCount,
    ]);
  expect(ownFiles()).toBe([...original.entries.keys()].filter((path) => path.startsWith('files/')).length);
  const left = await billing.database.admin.query(
    `select from outbox where tenant_id = $1 and queue = 'tenant-import'`,
    [world.tenantId],
  );
  expect([left.rowCount, [...stored.keys()]]).toEqual([0, []]);
}

test('two deliveries at once bring it in once, and the neighbour is as it was', async () => {
  const before = await checksumOf(billing, rich.tenantId);
  await Promise.all([deliver(), deliver()]);
  await deliver();
  await expectWhole();
  expect(await checksumOf(billing, rich.tenantId)).toBe(before);
});

test('of two runs that know nothing of each other the slower one leaves it to the other', async () => {
  const slow = deliver();
  await expect.poll(async () => (await letGo()).rowCount, { interval: 20 }).toBe(1);
  await Promise.all([slow, deliver()]);
  await letGo();
  await deliver();
  await expectWhole();
});

test('one that died among the files begins again and leaves nothing double', async () => {
  await breaking(() => expect(deliver()).rejects.toThrow('the disk is full'), 3);
  expect(await current()).toMatchObject({
    state: 'running',
    problem: 'Something went wrong on our side. We try again by ourselves.',
  });
  expect(await rowsIn('clients')).toBe(0);
  await deliver(2);
  await expectWhole();
});

test('one that died after its rows were kept brings only the log', async () => {
  const { append } = mounted.app.ports.activityLog;
  mounted.app.ports.activityLog.append = async (entry) => {
    if (entry.tenantId === world.tenantId) throw new Error('the log is away');
    return append(entry);
  };
  await expect(deliver()).rejects.toThrow('the log is away');
  mounted.app.ports.activityLog.append = append;
  expect([(await current())?.state, await rowsIn('invoices')]).toEqual([
    'running',
    original.tables.get('invoices')?.length,
  ]);
  await deliver(2);
  await expectWhole();
  const log = await mounted.ports.activityLog.list(world.tenantId, { limit: 100 });
  expect(log.filter(({ kind }) => kind === 'client.created').length).toBeGreaterThan(1);
});

test('one that is killed without a word begins again once, and after a second death ends as failed and can be started anew', async () => {
  const cutOff = () =>
    billing.database.admin.query(
      `update tenant_imports set held_until = now() - interval '1 minute', row_count = 12 where id = $1`,
      [importId],
    );
  await cutOff();
  await cutOff(); // one death, however often it is looked at
  await breaking(() => expect(deliver(2)).rejects.toThrow('the disk is full'), 3);
  expect((await current())?.state).toBe('running');
  await cutOff();
  await deliver(3);
  expect(await current()).toMatchObject({
    state: 'failed',
    problem: expect.stringMatching(/cut off 2 times before it was done, and nothing of it is here/) as string,
  });
  expect([ownFiles(), await rowsIn('clients'), [...stored.keys()]]).toEqual([0, 0, []]);
  await deliver(4);
  const body = { fileName: 'crmfex.zip', sizeBytes: original.zip.length };
  expect((await call(tenantImportRoutes.create, { body })).status).toBe(201);
});

test('one that failed in words may try again as often as it is delivered: it was not cut off', async () => {
  for (const dequeueCount of [1, 2, 3])
    await breaking(() => expect(deliver(dequeueCount)).rejects.toThrow('the disk is full'), 3);
  await deliver(4);
  await expectWhole();
});

test('rows that were kept before the deaths stay, and the import is ready', async () => {
  const { append } = mounted.app.ports.activityLog;
  mounted.app.ports.activityLog.append = async () => Promise.reject(new Error('the log is away'));
  await expect(deliver()).rejects.toThrow('the log is away');
  await billing.database.admin.query(
    `update tenant_imports set held_until = now() - interval '1 minute', cut_off_count = 1 where id = $1`,
    [importId],
  );
  await deliver(3);
  mounted.app.ports.activityLog.append = append;
  expect([(await current())?.state, await rowsIn('invoices')]).toEqual([
    'ready',
    original.tables.get('invoices')?.length,
  ]);
});

test('after the last try nothing of it stays but a sentence', async () => {
  await breaking(() => expect(deliver(5)).rejects.toThrow('the disk is full'), 3);
  expect(await current()).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('nothing of it is here') as string,
  });
  expect([ownFiles(), await rowsIn('clients'), [...stored.keys()]]).toEqual([0, 0, []]);
  expect(((await call(tenantImportRoutes.look)).body as TenantImportLook).isEmpty).toBe(true);
});
