// Logs end at thirty days: rows by the second, blobs by the hour in their names, and nothing older is left anywhere.
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { beginOf, keptSince, sweptBefore, tables, type LogTable } from '../../functions/compliance/logs/kept.ts';
import { logSchedules } from '../../functions/compliance/logs/jobs.ts';
import { oldLogs } from '../../functions/compliance/logs/old-logs.ts';
import { sweepAndLook, sweepLogs } from '../../functions/compliance/logs/sweep.ts';
import { logs } from '../../functions/compliance/promises/checks/logs.ts';
import type { ScheduleContext } from '../../functions/platform/jobs.ts';
import { maintain } from '../../functions/platform/maintenance.ts';
import { newId } from '../../shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Mounted } from '../support/mount.ts';
import { memoryServerLogs, type MemoryServerLogs } from '../support/server-logs.ts';
import { makeWorld, type World } from '../support/world.ts';

const now = new Date('2026-11-26T01:10:00Z');
const limit = sweptBefore(now);
const secondBefore = (instant: Date) => new Date(instant.getTime() - 1000);

let database: TestDatabase;
let admin: pg.Client;
let mounted: Mounted;
let world: World;
let serverLogs: MemoryServerLogs;
let base: ScheduleContext;

beforeAll(async () => {
  database = await testDatabase();
  admin = database.admin;
  mounted = mount({ database });
  world = await makeWorld(admin, 'Ege Ticaret Ltd. Şti.');
});
beforeEach(async () => {
  for (const table of tables) await admin.query(`delete from ${table}`);
  mounted.ports.entries.clear();
  mounted.ports.mails.length = 0;
  serverLogs = memoryServerLogs();
  const ports = { ...mounted.ports, serverLogs };
  base = { ...mounted.app, ports, clock: () => now, requestId: newId(), isPastDue: false };
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

const userId = () => world.members.owner.userId;

/** One row of each kind of log, of an instant. */
const plant: Record<LogTable, (at: Date) => [string, unknown[]]> = {
  sign_ins: (at) => [
    `insert into sign_ins (id, user_id, at, outcome, ip) values ($1, $2, $3, 'ok', '203.0.113.7')`,
    [newId(), userId(), at],
  ],
  sign_in_failures: (at) => [
    `insert into sign_in_failures (email_hash, failures, last_at, next_at) values (sha256($1::bytea), 1, $2, $2)`,
    [newId(), at],
  ],
  sessions: (at) => [
    `insert into sessions (tenant_id, id, user_id, token_hash, created_at, expires_at)
     values ($1, $2, $3, sha256($4::bytea), $5, $5::timestamptz + interval '30 days')`,
    [world.tenantId, newId(), userId(), newId(), at],
  ],
  outside_sessions: (at) => [
    `insert into outside_sessions (id, user_id, token_hash, created_at) values ($1, $2, sha256($3::bytea), $4)`,
    [newId(), userId(), newId(), at],
  ],
  mails: (at) => [
    `insert into mails (id, tenant_id, template, recipient, language, created_at) values ($1, $2, 'signUp', 'a@example.com', 'tr', $3)`,
    [newId(), world.tenantId, at],
  ],
  activity: (at) => [
    `insert into activity (tenant_id, id, at, actor_kind, kind, request_id) values ($1, $2, $3, 'system', 'x.y', 'r')`,
    [world.tenantId, newId(), at],
  ],
  job_failures: (at) => [
    `insert into job_failures (id, queue, key, first_at, last_at) values ($1, 'timer.x', $2, $3, $3)`,
    [newId(), newId(), at],
  ],
};

async function plantRow(table: LogTable, at: Date): Promise<void> {
  const [text, values] = plant[table](at);
  await admin.query(text, values);
}

async function countOf(table: LogTable): Promise<number> {
  const { rows } = await admin.query<{ count: number }>(`select count(*)::int from ${table}`);
  return rows[0]?.count ?? -1;
}

const hourly = (hour: string) => `resourceId=/SUBSCRIPTIONS/A-1/PROVIDERS/MICROSOFT.WEB/SITES/X/${hour}/PT1H.json`;
const writeLog = (name: string, modifiedAt = now, category = 'functionapplogs') =>
  serverLogs.write({ category, name, modifiedAt });
const oldOnes = async () => (await oldLogs(base)).filter(({ count }) => count > 0);

describe.each(tables)('rows of %s', (table) => {
  test('go a second after the limit and stay at it, once and twice', async () => {
    await plantRow(table, secondBefore(limit));
    await plantRow(table, limit);
    await plantRow(table, now);
    await sweepLogs(base);
    expect(await countOf(table)).toBe(2);
    await sweepLogs(base);
    expect(await countOf(table)).toBe(2);
  });

  test('are counted when they are a second older than thirty days, and not before', async () => {
    const edge = keptSince(now);
    await plantRow(table, edge);
    expect(await oldOnes()).toEqual([]);
    await plantRow(table, secondBefore(edge));
    const [found, ...others] = await oldOnes();
    expect(others).toEqual([]);
    expect(found).toMatchObject({ kind: table, count: 1 });
    expect(new Date(found?.oldest ?? 0)).toEqual(secondBefore(edge));
  });
});

describe('log blobs', () => {
  test('are as old as the hour in their names, whenever they were written', () => {
    const at = (name: string) => beginOf({ name, modifiedAt: now }).toISOString();
    expect(at(hourly('y=2026/m=10/d=27/h=03/m=00'))).toBe('2026-10-27T03:00:00.000Z');
    expect(at('app.log')).toBe(now.toISOString());
    // A name from the future or of no date at all says nothing.
    expect(at(hourly('y=2027/m=01/d=01/h=00/m=00'))).toBe(now.toISOString());
    expect(at(hourly('y=2026/m=99/d=99/h=99/m=99'))).toBe(now.toISOString());
  });

  test('go with their first line, and what is not a day old stays', async () => {
    const [gone, kept] = [hourly('y=2026/m=10/d=27/h=03/m=00'), hourly('y=2026/m=10/d=27/h=04/m=00')];
    writeLog(gone);
    writeLog(kept);
    writeLog('plain.log', limit, 'storageread');
    writeLog('older.log', secondBefore(limit), 'storageread');
    await sweepLogs(base);
    const names: string[] = [];
    for await (const { name } of base.ports.serverLogs.list()) names.push(name);
    expect(names).toEqual([kept, 'plain.log']);
  });

  test('are counted, the oldest told', async () => {
    writeLog(hourly('y=2026/m=10/d=27/h=01/m=00'));
    writeLog(hourly('y=2026/m=10/d=27/h=02/m=00'));
    expect(await oldOnes()).toEqual([{ kind: 'serverLogs', count: 1, oldest: '2026-10-27T01:00:00.000Z' }]);
  });
});

test('the timer comes hourly and leaves nothing old, even where it missed once', async () => {
  expect(logSchedules.map(({ name, ncrontab }) => [name, ncrontab])).toEqual([['sweep-logs', '0 10 * * * *']]);
  for (const table of tables) await plantRow(table, limit);
  await sweepAndLook(base);
  const twoHoursLater = new Date(now.getTime() + 2 * 3600_000);
  base = { ...base, clock: () => twoHoursLater };
  expect(await oldOnes()).toEqual([]);
  await sweepAndLook(base);
  for (const table of tables) expect(await countOf(table)).toBe(0);
});

test('what will not go turns the timer red and the operator is told, without a word of anybody', async () => {
  const at = secondBefore(keptSince(now)).toISOString();
  const entry = {
    id: newId(),
    tenantId: world.tenantId,
    at,
    actorKind: 'system',
    actorId: 'x',
    kind: 'x.y',
    detail: {},
  };
  await mounted.ports.activityLog.append(entry);
  await expect(logSchedules[0]?.run(base)).rejects.toThrow(`activityLog: 1, the oldest of ${at}`);
  expect(mounted.ports.mails.map(({ subject }) => subject)).toEqual(['crmFEX: Logs older than thirty days are left.']);
  expect(JSON.stringify(mounted.ports.mails)).not.toContain(world.tenantId);
});

test('the promise tells the oldest line of all logs, and is broken by one that is too old', async () => {
  const look = async () => {
    const { result, evidence } = await maintain(base.config, (keeper) => logs.look(base, keeper));
    return [result, evidence.find(({ name }) => name === 'oldestLogLine')?.value];
  };
  expect(await look()).toEqual(['kept', null]);
  await plantRow('mails', limit);
  expect(await look()).toEqual(['kept', limit.toISOString()]);
  writeLog(hourly('y=2026/m=10/d=27/h=01/m=00'));
  expect(await look()).toEqual(['broken', '2026-10-27T01:00:00.000Z']);
});

test('a list of the log that breaks off is no good news', async () => {
  const broken: MemoryServerLogs = {
    ...serverLogs,
    list: async function* () {
      throw Object.assign(new Error('ServerBusy'), { statusCode: 503 });
    },
  };
  await expect(oldLogs({ ...base, ports: { ...base.ports, serverLogs: broken } })).rejects.toThrow();
});
