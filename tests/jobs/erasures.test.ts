// The end of a business: everything of it is gone, nothing of its neighbour, and it can be taken back until the very instant.
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { endpoints } from '../../functions/compliance/index.ts';
import { eraseDue } from '../../functions/compliance/erasures/erase.ts';
import { erasedSince, rememberErasure } from '../../functions/compliance/erasures/list.ts';
import { erasureSchedules } from '../../functions/compliance/erasures/jobs.ts';
import { childrenFirst } from '../../functions/compliance/erasures/order.ts';
import type { ScheduleContext } from '../../functions/platform/jobs.ts';
import { closingDays, closingRoutes } from '../../shared/closings.ts';
import { newId } from '../../shared/ids.ts';
import { memoryContainers, type Files } from '../support/containers.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Mounted } from '../support/mount.ts';
import { makeWorld, type World } from '../support/world.ts';

const canary = 'Kanarya-Şüküfe-7391';
const dayMs = 24 * 3600_000;
const dueAt = new Date('2026-12-25T09:00:00Z');

let database: TestDatabase;
let admin: pg.Client;
let mounted: Mounted;
let going: World;
let staying: World;
let others: Files;
let base: ScheduleContext;
let now: Date;

beforeAll(async () => {
  database = await testDatabase();
  admin = database.admin;
  mounted = mount({ database, endpoints });
});
beforeEach(async () => {
  now = dueAt;
  others = new Map();
  going = await makeWorld(admin, canary);
  staying = await makeWorld(admin, 'Komşu Ltd.');
  const config = { ...mounted.app.config, databaseMaintenanceUrl: database.urlOf('crmfex_maintenance') };
  const ports = { ...mounted.ports, containers: memoryContainers(mounted.ports.files, others) };
  base = { ...mounted.app, config, ports, clock: () => now, requestId: newId(), isPastDue: false };
  for (const world of [going, staying]) await furnish(world);
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

/** Something in every kind of place: rows with triggers and keys, files, uploads, pictures, the log. */
async function furnish({ tenantId, members }: World): Promise<void> {
  const clientId = newId();
  const insert = (text: string, values: unknown[]) => admin.query(text, values);
  await insert(`insert into clients (tenant_id, id, kind, name, country) values ($1, $2, 'company', $3, 'TR')`, [
    tenantId,
    clientId,
    canary,
  ]);
  await insert(`insert into client_notes (tenant_id, id, client_id, text, author_id) values ($1, $2, $3, $4, $5)`, [
    tenantId,
    newId(),
    clientId,
    canary,
    members.owner.userId,
  ]);
  await insert(`insert into sign_ins (id, user_id, outcome, user_agent) values ($1, $2, 'ok', $3)`, [
    newId(),
    members.owner.userId,
    canary,
  ]);
  await insert(
    `insert into consents (id, user_id, purpose, version, text_hash, language, method, at, user_agent)
     values ($1, $2, 'terms', '1', $3, 'tr', 'signUp', now(), $4)`,
    [newId(), members.owner.userId, Buffer.alloc(32), canary],
  );
  await insert(
    `insert into activity (tenant_id, id, actor_kind, kind, detail, request_id) values ($1, $2, 'staff', 'x', $3, 'r')`,
    [tenantId, newId(), { canary }],
  );
  const file = { bytes: Buffer.from(canary), contentType: 'text/plain' };
  mounted.ports.files.set(`${tenantId}/invoices/1.pdf`, file);
  mounted.ports.files.set(`${members.owner.userId}/picture/1.webp`, file);
  others.set(`uploads:${tenantId}/1`, file);
  others.set(`exports:${tenantId}/1.zip`, file);
  const entry = {
    id: newId(),
    tenantId,
    at: now.toISOString(),
    actorKind: 'user',
    actorId: 'x',
    kind: 'x',
    detail: { canary },
  };
  await mounted.ports.activityLog.append(entry);
}

const close = ({ tenantId, members }: World, at = dueAt) =>
  admin.query('insert into closings (tenant_id, requested_at, requested_by, due_at) values ($1, $2, $3, $4)', [
    tenantId,
    new Date(at.getTime() - closingDays * dayMs),
    members.owner.userId,
    at,
  ]);

async function tables(): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  );
  return rows.map(({ name }) => name);
}

/** Tables in which any row, written out, holds the text. */
async function holding(text: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of await tables()) {
    const { rowCount } = await admin.query(`select from ${name} t where t::text like '%' || $1 || '%' limit 1`, [text]);
    if (rowCount) found.push(name);
  }
  return found;
}

async function checksumOf({ tenantId, members }: World): Promise<string> {
  const hash = createHash('sha256');
  const ids = [tenantId, ...Object.values(members).map(({ userId }) => userId)];
  for (const name of await tables()) {
    const { rows } = await admin.query(`select t::text as line from ${name} t where t::text ~ $1 order by 1`, [
      ids.join('|'),
    ]);
    for (const { line } of rows) hash.update(`${name} ${line}\n`);
  }
  for (const [name, { bytes }] of mounted.ports.files)
    if (ids.some((id) => name.startsWith(id))) hash.update(name).update(bytes);
  return hash.digest('hex');
}

describe('on the day', () => {
  test('every word of the business is gone, and not a byte of its neighbour', async () => {
    await admin.query(`update tenants set name = $2 where id = $1`, [staying.tenantId, 'Komşu']);
    for (const table of ['clients', 'client_notes', 'sign_ins']) expect(await holding(canary)).toContain(table);
    const before = await checksumOf(staying);
    await close(going);
    expect(await eraseDue(base)).toBe(1);
    expect(await checksumOf(staying)).toBe(before);
    for (const id of [going.tenantId, ...Object.values(going.members).map(({ userId }) => userId)])
      expect(await holding(id)).toEqual([]);
    for (const { email } of Object.values(going.members)) expect(await holding(email)).toEqual([]);
    expect([...mounted.ports.files.keys()].filter((key) => key.startsWith(going.tenantId))).toEqual([]);
    expect([...mounted.ports.files.keys()].filter((key) => key.startsWith(going.members.owner.userId))).toEqual([]);
    expect([...others.keys()].filter((key) => key.includes(going.tenantId))).toEqual([
      `erasures:tenant/${going.tenantId}`,
    ]);
    expect(await mounted.ports.activityLog.list(going.tenantId, { limit: 10 })).toEqual([]);
    expect(await mounted.ports.activityLog.list(staying.tenantId, { limit: 10 })).toHaveLength(1);
  });

  test('an erasure is written down by hash and counts, and remembered outside the database', async () => {
    await close(going);
    await eraseDue(base);
    const subject = createHash('sha256').update(going.tenantId).digest();
    const { rows } = await admin.query('select kind, finished_at, counts from erasures where subject_hash = $1', [
      subject,
    ]);
    expect(rows).toHaveLength(1);
    expect(rows[0].finished_at).not.toBeNull();
    expect(rows[0].counts).toMatchObject({ tenants: 1, clients: 1, users: 5, blobs: 4, activityEntries: 1 });
    expect(JSON.stringify(rows[0].counts)).not.toContain(canary);
    const erased = await erasedSince(base, now);
    expect(erased.filter(({ kind }) => kind === 'user')).toHaveLength(5);
    expect(erased.some(({ kind, id }) => kind === 'tenant' && id === going.tenantId)).toBe(true);
  });

  test('a backup that began while the erasure ran does not bring the business back', async () => {
    await close(going);
    await eraseDue(base);
    const isKnown = async (backupStartedAt: Date) =>
      (await erasedSince(base, backupStartedAt)).some(({ id }) => id === going.tenantId);
    expect(await isKnown(new Date(now.getTime() + 60_000))).toBe(true);
    expect(await isKnown(new Date(now.getTime() + 2 * dayMs))).toBe(false);
  });

  test('somebody who belongs to another business too keeps the account', async () => {
    const { userId, email } = going.members.accountant;
    await admin.query(`insert into members (tenant_id, user_id, role) values ($1, $2, 'viewer')`, [
      staying.tenantId,
      userId,
    ]);
    await close(going);
    await eraseDue(base);
    expect(await holding(email)).toEqual(['users']);
    expect(await holding(going.members.owner.email)).toEqual([]);
  });

  test('somebody whom a run that died had remembered, and who joined another business since, is no longer on the list', async () => {
    const { userId } = going.members.owner;
    await rememberErasure(base, { kind: 'user', id: userId, at: now });
    await admin.query("insert into members (tenant_id, user_id, role) values ($1, $2, 'viewer')", [
      staying.tenantId,
      userId,
    ]);
    await close(going);
    await eraseDue(base);
    const erased = await erasedSince(base, new Date(now.getTime() - dayMs));
    expect(erased.map(({ id }) => id)).toContain(going.tenantId);
    expect(erased.map(({ id }) => id)).not.toContain(userId);
  });

  test('the thirtieth day counts to the second, and one that was taken back stays', async () => {
    await close(going);
    now = new Date(dueAt.getTime() - 1000);
    expect(await eraseDue(base)).toBe(0);
    now = dueAt;
    await admin.query('delete from closings');
    expect(await eraseDue(base)).toBe(0);
    expect((await admin.query('select from tenants where id = $1', [going.tenantId])).rowCount).toBe(1);
  });

  test('half way is gone on with: the rows go last', async () => {
    await close(going);
    const erase = mounted.ports.activityLog.erase;
    const broken = { ...mounted.ports.activityLog, erase: () => Promise.reject(new Error('the log is down')) };
    await expect(eraseDue({ ...base, ports: { ...base.ports, activityLog: broken } })).rejects.toThrow('1 of 1');
    expect((await admin.query('select from tenants where id = $1', [going.tenantId])).rowCount).toBe(1);
    const takenBack = await mounted.call(closingRoutes.takeBack, { session: going.members.owner.token });
    expect(takenBack.status).toBe(204);
    // Nobody takes back what has begun.
    expect((await admin.query('select from closings where tenant_id = $1', [going.tenantId])).rowCount).toBe(1);
    expect(await eraseDue({ ...base, ports: { ...base.ports, activityLog: { ...broken, erase } } })).toBe(1);
    expect(await holding(going.tenantId)).toEqual([]);
  });
});

test('the log is kept for three years to the second, by the calendar of Istanbul', async () => {
  const at = new Date('2024-02-29T12:00:00Z');
  await admin.query(`insert into erasures (id, kind, subject_hash, started_at) values ($1, 'user', $2, $3)`, [
    newId(),
    Buffer.alloc(32),
    at,
  ]);
  const forget = erasureSchedules.find(({ name }) => name === 'forget-erasure-log');
  const left = async () => (await admin.query('select from erasures where started_at = $1', [at])).rowCount;
  now = new Date('2027-02-28T12:00:00Z');
  await forget?.run(base);
  expect(await left()).toBe(1);
  now = new Date('2027-03-01T12:00:00Z');
  await forget?.run(base);
  expect(await left()).toBe(0);
});

describe('the order of tables', () => {
  const table = (name: string, parents: string[]) => ({ name, parents, hasTenant: true, hasUser: false });
  test('puts children first', () => {
    const tables = [table('tenants', []), table('lines', ['invoices']), table('invoices', ['tenants'])];
    expect(childrenFirst(tables).map(({ name }) => name)).toEqual(['lines', 'invoices', 'tenants']);
  });
  test('names a circle', () => {
    expect(() => childrenFirst([table('a', ['b']), table('b', ['a'])])).toThrow('a, b');
  });
});
