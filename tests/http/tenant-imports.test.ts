// Imports of a business over HTTP: for its owner, fresh, into an empty one, seen before they are begun, and once.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { endpoints, jobs } from '../../functions/compliance/index.ts';
import { removeImportsOver } from '../../functions/compliance/tenant-imports/run.ts';
import { newId } from '../../shared/ids.ts';
import type { Role } from '../../shared/permissions.ts';
import type { ProblemBody } from '../../shared/problem.ts';
import { tenantImportRoutes, type TenantImportLook } from '../../shared/tenant-imports.ts';
import { makeWorld as makeBilling, type World as Billing } from '../support/billing-world.ts';
import { memoryContainers, type Files } from '../support/containers.ts';
import { forged, withRows, zipOf } from '../support/forged-export.ts';
import { mount, type CallOptions, type Mounted } from '../support/mount.ts';
import { richBusiness, type Rich } from '../support/rich-business.ts';
import { exportOf, type Export } from '../support/tenant-import.ts';
import { makeWorld, type World } from '../support/world.ts';

const dayMs = 24 * 3600_000;
const stored: Files = new Map();
let billing: Billing;
let mounted: Mounted;
let rich: Rich;
let original: Export;
let world: World;
let neighbour: World;
let now: Date | null = null;

beforeAll(async () => {
  billing = await makeBilling();
  rich = await richBusiness(billing);
  original = await exportOf(billing, rich.tenantId);
  const ports = { ...billing.ports, containers: memoryContainers(billing.ports.files, stored) };
  mounted = mount({ database: billing.database, endpoints, jobs, ports, clock: () => now ?? new Date() });
});
beforeEach(async () => {
  now = null;
  stored.clear();
  mounted.ports.sent.length = 0;
  world = await makeWorld(billing.database.admin, 'Yeni İşletme');
  neighbour = await makeWorld(billing.database.admin, 'Komşu');
});
afterAll(async () => {
  await mounted.close();
  await billing.close();
});

const as = (role: Role, options: CallOptions = {}) => ({ session: world.members[role].token, ...options });
const problem = ({ body }: { body: unknown }) => body as ProblemBody;
const look = async (options: CallOptions = {}) =>
  (await mounted.call(tenantImportRoutes.look, as('owner', options))).body as TenantImportLook;
const create = (role: Role = 'owner') =>
  mounted.call(tenantImportRoutes.create, as(role, { body: { fileName: 'crmfex.zip', sizeBytes: 1000 } }));
const on = (id: string, options: CallOptions = {}) => as('owner', { params: { id }, ...options });
const inspect = (id: string, options?: CallOptions) => mounted.call(tenantImportRoutes.inspect, on(id, options));
const start = (id: string, options?: CallOptions) => mounted.call(tenantImportRoutes.start, on(id, options));
const remove = (id: string, options?: CallOptions) => mounted.call(tenantImportRoutes.remove, on(id, options));
const blob = (id: string) => `tenant-imports:${world.tenantId}/${id}.zip`;
const rowsIn = async (table: string) =>
  (await billing.database.admin.query(`select from ${table} where tenant_id = $1`, [world.tenantId])).rowCount;

async function uploaded(bytes: Buffer = original.zip): Promise<string> {
  const { id } = (await create()).body as { id: string };
  stored.set(blob(id), { bytes, contentType: 'application/zip' });
  return id;
}

async function found(bytes?: Buffer): Promise<string> {
  const id = await uploaded(bytes);
  expect((await inspect(id)).body).toMatchObject({ state: 'found' });
  return id;
}

describe('from the first click to the last', () => {
  test('shows what the file is of before anything of it is here, then brings it in and names who was there', async () => {
    expect(await look()).toEqual({ isEmpty: true, current: null });
    const id = await uploaded();
    const { body } = await inspect(id);
    const told = { name: 'Boğaziçi Danışmanlık', rowCount: expect.any(Number) as number, fileCount: 8 };
    expect(body).toMatchObject({ id, state: 'found', found: told, people: [] });
    expect(await rowsIn('clients')).toBe(0);
    expect((await start(id)).body).toMatchObject({ state: 'running' });
    await mounted.runJobs();
    const { isEmpty, current } = await look();
    expect([isEmpty, current?.state, current?.problem, current?.people.length]).toEqual([false, 'ready', null, 5]);
    expect(current?.fileCount).toBe(8);
    expect(await rowsIn('invoices')).toBe(original.tables.get('invoices')?.length);
    expect(mounted.ports.files.has(`${world.tenantId}/logo/a.png`)).toBe(true);
    expect([...stored.keys()]).toEqual([]);
    const log = await mounted.ports.activityLog.list(world.tenantId, { limit: 100 });
    expect(log.filter(({ kind }) => kind === 'client.created').length).toBeGreaterThan(1);
  });

  test('what was refused says why in the language of whoever looks, and another try may begin', async () => {
    const zip = await forged(
      original,
      withRows('client_notes', (rows) => void Object.assign(rows[0] ?? {}, { client_id: newId() })),
    );
    const id = await found(zip);
    await start(id);
    await mounted.runJobs();
    const sentences = [await look(), await look({ language: 'tr' })].map(({ current }) => current?.problem);
    expect(sentences).toEqual([
      'tables/client_notes.jsonl, line 1 points at something in clients that is not there.',
      'tables/client_notes.jsonl, 1. satır clients içinde olmayan bir kaydı gösteriyor.',
    ]);
    expect([await rowsIn('clients'), (await look()).isEmpty, [...stored.keys()]]).toEqual([0, true, []]);
    expect([...mounted.ports.files.keys()].some((key) => key.startsWith(world.tenantId))).toBe(false);
    await start(await found());
    await mounted.runJobs();
    expect((await look()).current?.state).toBe('ready');
  });

  test('what is no export is refused at once, and removed', async () => {
    const id = await uploaded(await zipOf([['a.txt', Buffer.from('x')]]));
    expect((await inspect(id)).body).toMatchObject({
      state: 'failed',
      problem: 'This is no export of a business from crmFEX.',
    });
    expect([...stored.keys()]).toEqual([]);
    expect((await start(id)).status).toBe(409);
  });
});

describe('who and when', () => {
  test.each<Role>(['admin', 'accountant', 'sales', 'viewer'])('owners alone, not %s', async (role) => {
    expect((await create(role)).status).toBe(403);
    expect((await mounted.call(tenantImportRoutes.look, as(role))).status).toBe(403);
    const id = await found();
    const session = world.members[role].token;
    for (const call of [inspect, start, remove]) expect((await call(id, { session })).status).toBe(403);
  });

  test('a session, and a fresh one for announcing and for starting', async () => {
    const id = await found();
    for (const call of [inspect, start, remove]) expect((await call(id, { session: undefined })).status).toBe(401);
    await billing.database.admin.query(
      `update sessions set authenticated_at = now() - interval '11 minutes' where user_id = $1`,
      [world.members.owner.userId],
    );
    expect([problem(await create()).key, problem(await start(id)).key]).toEqual(['stepUp', 'stepUp']);
  });

  test('an import of a neighbour is not there, nor is one that never was', async () => {
    const id = await found();
    const session = neighbour.members.owner.token;
    for (const call of [inspect, start, remove]) {
      expect((await call(id, { session })).status).toBe(404);
      expect((await call(newId())).status).toBe(404);
      expect((await call('x')).status).toBe(404);
    }
  });

  test('not into a business that holds anything, from the first click on', async () => {
    const add = () =>
      billing.database.admin.query(
        `insert into clients (tenant_id, id, kind, name, country) values ($1, $2, 'company', 'x', 'TR')`,
        [world.tenantId, newId()],
      );
    const id = await found();
    await add();
    expect([problem(await start(id)).key, problem(await create()).key]).toEqual([
      'tenantImport.notEmpty',
      'tenantImport.notEmpty',
    ]);
    expect((await look()).isEmpty).toBe(false);
  });

  test('nor into one that was filled after it was started: nothing of it stays', async () => {
    const id = await found();
    await start(id);
    await billing.database.admin.query(`insert into tags (tenant_id, id, name, colour) values ($1, $2, 'x', 'red')`, [
      world.tenantId,
      newId(),
    ]);
    await mounted.runJobs();
    expect((await look()).current).toMatchObject({
      state: 'failed',
      problem: 'Something was added to this business meanwhile (tags). Nothing was brought in.',
    });
    expect([await rowsIn('tags'), await rowsIn('clients')]).toEqual([1, 0]);
  });

  test('not twice: while one runs, a second one is refused in words', async () => {
    const id = await found();
    await start(id);
    expect([problem(await start(id)).key, problem(await create()).key]).toEqual([
      'tenantImport.running',
      'tenantImport.running',
    ]);
    expect((await remove(id)).status).toBe(404);
  });

  test('not before the file has arrived, and not one of the wrong size of words', async () => {
    const { id } = (await create()).body as { id: string };
    expect(problem(await inspect(id)).key).toBe('tenantImport.notArrived');
    expect(problem(await start(id)).key).toBe('tenantImport.notFound');
    const body = { fileName: '', sizeBytes: 6000 * 1024 ** 2 };
    const wrong = await mounted.call(tenantImportRoutes.create, as('owner', { body }));
    expect(
      problem(wrong)
        .errors?.map(({ pointer }) => pointer)
        .sort(),
    ).toEqual(['#/fileName', '#/sizeBytes']);
  });
});

describe('what is left lying', () => {
  test('goes when it is forgotten, when another try begins, and by itself after a day', async () => {
    const [first, second] = [await uploaded(), await uploaded()];
    expect([...stored.keys()]).toEqual([blob(second)]);
    expect((await inspect(first)).status).toBe(404);
    expect((await remove(second)).status).toBe(204);
    expect([...stored.keys()]).toEqual([]);
    const third = await found();
    const base = { ...mounted.app, clock: () => now ?? new Date(), requestId: newId(), isPastDue: false };
    await removeImportsOver(base);
    expect([...stored.keys()]).toEqual([blob(third)]);
    now = new Date(Date.now() + dayMs);
    await removeImportsOver(base);
    expect([[...stored.keys()], (await look()).current]).toEqual([[], null]);
  });

  test('a file without a row goes after two days', async () => {
    stored.set(blob(newId()), {
      bytes: Buffer.from('x'),
      contentType: 'application/zip',
      modifiedAt: new Date(Date.now() - 3 * dayMs),
    });
    await removeImportsOver({ ...mounted.app, requestId: newId(), isPastDue: false });
    expect([...stored.keys()]).toEqual([]);
  });
});
