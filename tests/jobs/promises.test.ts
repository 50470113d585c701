// The promises: each check finds what was broken on purpose, the operator is told once, and everybody sees it without a session.
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { endpoints } from '../../functions/compliance/index.ts';
import type { ScheduleContext } from '../../functions/platform/jobs.ts';
import type { PromiseCheck } from '../../functions/compliance/promises/promise.ts';
import { checkPromises } from '../../functions/compliance/promises/promises.ts';
import { newId } from '../../shared/ids.ts';
import { promiseKeys, promiseRoutes, type PromiseKey, type Promises } from '../../shared/promises.ts';
import { memoryContainers } from '../support/containers.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Mounted } from '../support/mount.ts';
import { operatorToken } from '../support/ports.ts';
import { makeWorld, type World } from '../support/world.ts';

const minuteMs = 60_000;

let database: TestDatabase;
let admin: pg.Client;
let mounted: Mounted;
let base: ScheduleContext;
let world: World;
let now: Date;

beforeAll(async () => {
  database = await testDatabase();
  admin = database.admin;
  now = new Date();
  mounted = mount({ database, endpoints, clock: () => now });
  world = await makeWorld(admin, 'Şule’nin Çiçekçisi');
  await makeWorld(admin, 'Komşu Ltd.');
  await admin.query(`insert into consents (id, user_id, purpose, version, text_hash, language, method, at)
    select gen_random_uuid(), id, 'age', '1', sha256('x'), 'tr', 'signUp', now() from users`);
  const config = { ...mounted.app.config, databaseMaintenanceUrl: database.urlOf('crmfex_maintenance') };
  const ports = { ...mounted.ports, containers: memoryContainers(mounted.ports.files, new Map()) };
  base = { ...mounted.app, config, ports, clock: () => now, requestId: newId(), isPastDue: false };
});
beforeEach(async () => {
  now = new Date();
  await admin.query('delete from promise_runs');
  mounted.ports.mails.length = 0;
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

async function shown(): Promise<Promises> {
  return (await mounted.call(promiseRoutes.show, {})).body as Promises; // of this route
}
/** Ten seconds after the last one: of two findings at one instant neither is the last. */
async function check(all?: readonly PromiseCheck[]): Promise<void> {
  now = new Date(now.getTime() + 10_000);
  await checkPromises(base, all);
}
async function resultOf(key: PromiseKey): Promise<string | undefined> {
  await checkPromises(base);
  now = new Date(now.getTime() + 10_000);
  return (await shown()).promises.find((one) => one.key === key)?.result;
}
const alerts = () => mounted.ports.mails.map(({ subject }) => subject);

describe('a healthy platform', () => {
  test('keeps what it can show, and says what it cannot', async () => {
    await check();
    const { promises } = await shown();
    expect(promises.map(({ key }) => key)).toEqual([...promiseKeys]);
    const results = Object.fromEntries(promises.map(({ key, result }) => [key, result]));
    expect(results).toEqual({
      password: 'kept',
      session: 'kept',
      retention: 'kept',
      isolation: 'kept',
      vault: 'kept',
      cards: 'kept',
      connections: 'notHere',
      region: 'notHere',
      deletion: 'kept',
      backups: 'unknown',
      logs: 'kept',
      erasureLog: 'kept',
      age: 'kept',
      policyNotice: 'kept',
    });
    expect(alerts()).toEqual([]);
  });

  test('says nothing before the first check', async () => {
    const { promises } = await shown();
    expect(promises.every(({ result, ranAt }) => result === 'unknown' && ranAt === null)).toBe(true);
  });

  test('shows nothing of any business or person', async () => {
    await check();
    const text = JSON.stringify(await shown());
    expect(text).not.toContain(world.tenantId);
    expect(text).not.toMatch(/Çiçek|Komşu|@/);
  });

  test('may be kept by whoever stands between for a minute', async () => {
    const { headers } = await mounted.call(promiseRoutes.show, {});
    expect(headers['cache-control']).toBe('public, max-age=60');
  });
});

describe('what is broken is found', () => {
  test('a table without forced row security', async () => {
    await admin.query('alter table clients no force row level security');
    try {
      expect(await resultOf('isolation')).toBe('broken');
    } finally {
      await admin.query('alter table clients force row level security');
    }
    expect(await resultOf('isolation')).toBe('kept');
  });

  test('a policy that lets a neighbour’s rows through, seen by the probe itself', async () => {
    await admin.query(
      `insert into clients (tenant_id, id, kind, name, country) values ($1, $2, 'company', 'X', 'TR')`,
      [world.tenantId, newId()],
    );
    await admin.query('create policy leak on clients for select to app_system using (true)');
    await admin.query('alter policy tenant on clients using (true)');
    try {
      expect(await resultOf('isolation')).toBe('broken');
    } finally {
      await admin.query('alter policy tenant on clients using (tenant_id = (select app.tenant_id()))');
      await admin.query('drop policy leak on clients');
    }
  });

  test('a password hash with weaker parameters', async () => {
    const { userId } = world.members.owner;
    const { rows } = await admin.query<{ h: string }>('select password_hash as h from users where id = $1', [userId]);
    await admin.query(
      `update users set password_hash = regexp_replace(password_hash, 'm=\\d+', 'm=1024') where id = $1`,
      [userId],
    );
    expect(await resultOf('password')).toBe('broken');
    await admin.query('update users set password_hash = $2 where id = $1', [userId, rows[0]?.h]);
    expect(await resultOf('password')).toBe('kept');
  });

  test('a column that would hold a secret, a card or a birth date', async () => {
    await admin.query(
      'alter table clients add column api_key text, add column card_number text, add column birth_date date',
    );
    try {
      expect(await resultOf('vault')).toBe('broken');
      expect(await resultOf('cards')).toBe('broken');
      expect(await resultOf('age')).toBe('broken');
    } finally {
      await admin.query('alter table clients drop column api_key, drop column card_number, drop column birth_date');
    }
  });

  test.each([
    ['closings', `insert into closings (tenant_id, requested_by, due_at) values ($1, $2, now() + interval '30 days')`],
    [
      'account_closings',
      `insert into account_closings (user_id, due_at) select $2, now() + interval '30 days' where $1::uuid is not null`,
    ],
  ])('a deletion that is overdue, at its edge of two hours: %s', async (table, insert) => {
    await admin.query(insert, [world.tenantId, world.members.viewer.userId]);
    const { rows } = await admin.query<{ due: Date }>(`select due_at as due from ${table}`);
    const due = rows[0]?.due.getTime() ?? 0;
    now = new Date(due + 120 * minuteMs - 1000);
    expect(await resultOf('deletion')).toBe('kept');
    now = new Date(due + 120 * minuteMs + 1000);
    expect(await resultOf('deletion')).toBe('broken');
    await admin.query(`delete from ${table}`);
  });

  test('a document that is archived late, outlives its years, or is not what it was', async () => {
    const insert = `insert into retention_cases (id, issue_year, keep_until, archived_at, document_hash, document_bytes)
      values ($1, $2, make_timestamptz($2 + 11, 1, 1, 0, 0, 0, 'Europe/Istanbul'), now(), $3, 1)`;
    await admin.query(insert, [newId(), 2014, Buffer.alloc(32)]);
    // Two days of patience after 1 January in Istanbul.
    now = new Date('2025-01-02T21:00:00Z');
    expect(await resultOf('retention')).toBe('kept');
    now = new Date(now.getTime() + 1000);
    expect(await resultOf('retention')).toBe('broken');
    await admin.query('delete from retention_cases');
    expect(await resultOf('retention')).toBe('kept');
    await admin.query(insert, [newId(), 2026, Buffer.alloc(32)]);
    expect(await resultOf('retention')).toBe('broken');
    await admin.query('alter table retention_cases disable trigger keep_case');
    await admin.query('delete from retention_cases');
    await admin.query('alter table retention_cases enable trigger keep_case');
  });

  test('an erasure that died is broken until a later run of it ends', async () => {
    const insert = (at: number, end: number | null) =>
      admin.query(
        "insert into erasures (id, kind, subject_hash, started_at, finished_at) values ($1, 'tenant', sha256('t'), $2, $3)",
        [newId(), new Date(at), end === null ? null : new Date(end)],
      );
    const began = now.getTime() - 180 * minuteMs;
    await insert(began, null);
    expect(await resultOf('deletion')).toBe('broken');
    await insert(began + 60 * minuteMs, began + 61 * minuteMs);
    expect(await resultOf('deletion')).toBe('kept');
    await admin.query('delete from erasures');
  });

  test('a night without a backup, at its edge of 27 hours', async () => {
    const at = new Date('2026-11-20T01:05:00Z');
    await admin.query(
      `insert into backups (name, started_at, finished_at, row_count, byte_count, file_count, verified_at)
       values ('2026-11-20T010500Z', $1, $1, 5, 5, 0, $1)`,
      [at],
    );
    now = new Date(at.getTime() + 27 * 60 * minuteMs);
    expect(await resultOf('backups')).toBe('kept');
    now = new Date(at.getTime() + 27 * 60 * minuteMs + 1000);
    expect(await resultOf('backups')).toBe('broken');
    await admin.query('delete from backups');
  });
});

describe('the operator', () => {
  test('is told once when a promise breaks, and once when it is kept again', async () => {
    await check();
    await admin.query('alter table clients no force row level security');
    await check();
    await check();
    await admin.query('alter table clients force row level security');
    await check();
    await check();
    expect(alerts()).toEqual([
      'crmFEX: A promise of the privacy policy is broken.',
      'crmFEX: A promise of the privacy policy is kept again.',
    ]);
  });

  test('a check that throws is unknown, its reason stays inside, and the others go on', async () => {
    const failing = { key: 'cards' as const, look: () => Promise.reject(new Error('secret reason')) };
    const fine = { key: 'age' as const, look: async () => ({ result: 'kept' as const, evidence: [] }) };
    await check([failing, fine]);
    const { promises } = await shown();
    expect(promises.find(({ key }) => key === 'cards')?.result).toBe('unknown');
    expect(promises.find(({ key }) => key === 'age')?.result).toBe('kept');
    expect(JSON.stringify(promises)).not.toContain('secret reason');
    const { rows } = await admin.query("select reason from promise_runs where promise = 'cards'");
    expect(rows).toEqual([{ reason: 'secret reason' }]);
  });

  test('may check at once with a token, and nobody else may', async () => {
    const answer = await mounted.call(promiseRoutes.check, { operator: operatorToken });
    expect(answer.status).toBe(201);
    expect((await mounted.call(promiseRoutes.check, {})).status).toBe(401);
  });
});

test('a day shows its worst finding, days are Istanbul’s, and thirty of them are shown', async () => {
  const insert = (at: string, result: string) =>
    admin.query(`insert into promise_runs (id, promise, ran_at, result) values ($1, 'age', $2, $3)`, [
      newId(),
      at,
      result,
    ]);
  now = new Date('2026-11-25T09:00:00Z');
  await insert('2026-11-23T20:59:59Z', 'kept'); // still the 23rd in Istanbul
  await insert('2026-11-23T21:00:00Z', 'broken'); // the 24th
  await insert('2026-11-24T10:00:00Z', 'kept');
  await insert('2026-10-01T10:00:00Z', 'broken'); // too long ago
  const days = (await shown()).promises.find(({ key }) => key === 'age')?.days;
  expect(days).toEqual([
    { day: '2026-11-23', result: 'kept' },
    { day: '2026-11-24', result: 'broken' },
  ]);
});

test('a finding is never rewritten, and is forgotten after thirty-five days', async () => {
  await check();
  await expect(admin.query("update promise_runs set result = 'kept'")).rejects.toThrow();
  now = new Date(now.getTime() + 35 * 24 * 60 * minuteMs + 1000);
  await checkPromises(base);
  const { rows } = await admin.query('select count(*)::int as n from promise_runs');
  expect(rows[0]).toEqual({ n: promiseKeys.length });
});
