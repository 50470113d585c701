// The contract of the ActivityLog port, kept by its adapter on the Cosmos DB emulator.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cosmosActivityLog } from '../../functions/integrations/activity-log/cosmos.ts';
import type { ActivityEntry, ActivityLog } from '../../functions/integrations/activity-log/port.ts';
import { cosmosEmulatorKey, startCosmos } from '../../infra/local/cosmos/index.ts';
import { newId } from '../../shared/ids.ts';

let nowMs = Date.parse('2026-01-01T00:00:00Z');
let server: Awaited<ReturnType<typeof startCosmos>>;
let log: ActivityLog;

beforeAll(async () => {
  server = await startCosmos({ port: 0, file: ':memory:', clock: () => nowMs });
  log = cosmosActivityLog({ endpoint: server.url, key: cosmosEmulatorKey, database: 'crmfex' }, () => nowMs);
});

afterAll(() => server.stop());

function entry(tenantId: string, more: Partial<ActivityEntry> = {}): ActivityEntry {
  const at = new Date(nowMs).toISOString();
  const actor = { actorKind: 'user', actorId: 'u1', actorName: 'Ayşe Işık' };
  return { id: newId(), tenantId, at, ...actor, kind: 'invoice.issued', detail: { number: 'A1' }, ...more };
}

describe('append and list', () => {
  test('an entry comes back whole and without anything of the store', async () => {
    const tenantId = newId();
    const full = { subjectKind: 'invoice', subjectId: newId(), ip: '203.0.113.7', userAgent: 'Firefox', country: 'TR' };
    const given = entry(tenantId, full);
    await log.append(given);
    expect(await log.list(tenantId, { limit: 10 })).toEqual([given]);
  });

  test('appending twice equals once, and a second version never replaces the first', async () => {
    const tenantId = newId();
    const given = entry(tenantId);
    await Promise.all([log.append(given), log.append(given), log.append(given)]);
    await log.append({ ...given, kind: 'rewritten' });
    expect(await log.list(tenantId, { limit: 10 })).toEqual([given]);
  });

  test('a tenant sees its own entries and no other’s, and no list is made for nobody', async () => {
    const [a, b] = [newId(), newId()];
    const same = newId();
    await log.append(entry(a, { id: same, kind: 'a.only' }));
    await log.append(entry(b, { id: same, kind: 'b.only' }));
    expect((await log.list(a, { limit: 100 })).map(({ kind }) => kind)).toEqual(['a.only']);
    expect((await log.list(b, { limit: 100 })).map(({ kind }) => kind)).toEqual(['b.only']);
    expect(await log.list("x' OR 1=1 --", { limit: 100 })).toEqual([]);
    await expect(log.list('', { limit: 100 })).rejects.toThrow(RangeError);
    await expect(log.append(entry(''))).rejects.toThrow(RangeError);
  });

  test('pages are newest first and miss nothing, even where many entries share an instant', async () => {
    const tenantId = newId();
    const instants = ['2026-01-01T08:00:00.000Z', '2026-01-01T09:00:00.000Z'];
    const all = Array.from({ length: 12 }, (_item, n) => entry(tenantId, { at: instants[n % 2] }));
    for (const each of all) await log.append(each);
    const seen: ActivityEntry[] = [];
    for (let page = 0; page < 10; page++) {
      const last = seen.at(-1);
      const after = last ? { before: last.at, beforeId: last.id } : {};
      const entries = await log.list(tenantId, { limit: 5, ...after });
      seen.push(...entries);
      if (entries.length < 5) break;
    }
    const wanted = [...all].sort((x, y) => (x.at === y.at ? (x.id < y.id ? 1 : -1) : x.at < y.at ? 1 : -1));
    expect(seen.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
  });

  test('a list can be narrowed to a kind and to an actor', async () => {
    const tenantId = newId();
    await log.append(entry(tenantId, { kind: 'user.signed-in', actorId: 'u1' }));
    await log.append(entry(tenantId, { kind: 'user.signed-in', actorId: 'u2' }));
    await log.append(entry(tenantId, { kind: 'invoice.issued', actorId: 'u2' }));
    const list = await log.list(tenantId, { limit: 10, kind: 'user.signed-in', actor: 'u2' });
    expect(list.map(({ kind, actorId }) => [kind, actorId])).toEqual([['user.signed-in', 'u2']]);
  });

  test.each([0, 101, 1.5, Number.NaN])('a page of %d entries is refused', async (limit) => {
    await expect(log.list(newId(), { limit })).rejects.toThrow(RangeError);
  });
});

test('an entry is gone after thirty days to the second, and no field of it can prolong that', async () => {
  const tenantId = newId();
  const sneaky = { ...entry(tenantId), ttl: -1 };
  await log.append(sneaky);
  nowMs += 30 * 86_400_000 - 1000;
  expect(await log.list(tenantId, { limit: 1 })).toHaveLength(1);
  nowMs += 1000;
  expect(await log.list(tenantId, { limit: 1 })).toEqual([]);
});

test('an entry that came late ends thirty days after it happened, and one that came too late is never there', async () => {
  const tenantId = newId();
  const daysAgo = (days: number) => new Date(nowMs - days * 86_400_000).toISOString();
  await log.append(entry(tenantId, { at: daysAgo(30) }));
  await log.append(entry(tenantId, { at: daysAgo(29), kind: 'late' }));
  expect((await log.list(tenantId, { limit: 10 })).map(({ kind }) => kind)).toEqual(['late']);
  nowMs += 86_400_000 - 1000;
  expect(await log.list(tenantId, { limit: 1 })).toHaveLength(1);
  nowMs += 1000;
  expect(await log.list(tenantId, { limit: 1 })).toEqual([]);
});

test('what is from before an instant is counted over all tenants, the oldest is told, and none is older than thirty days', async () => {
  nowMs += 31 * 86_400_000;
  const at = (seconds: number) => new Date(nowMs - seconds * 1000).toISOString();
  for (const seconds of [0, 10, 20, 30]) await log.append(entry(newId(), { at: at(seconds) }));
  expect(await log.olderThan(at(30))).toEqual({ count: 0, oldest: at(30) });
  expect(await log.olderThan(at(10))).toEqual({ count: 2, oldest: at(30) });
  const first = at(30);
  nowMs += 29 * 86_400_000;
  expect(await log.olderThan(new Date(nowMs - 30 * 86_400_000).toISOString())).toEqual({ count: 0, oldest: first });
  nowMs += 2 * 86_400_000;
  expect(await log.olderThan(new Date(nowMs).toISOString())).toEqual({ count: 0, oldest: null });
});

test('a wrong key is refused, a missing service unreachable, and both are told apart', async () => {
  const config = { endpoint: server.url, key: Buffer.from('wrong').toString('base64'), database: 'crmfex' };
  const refused = { port: 'activity-log', kind: 'refused', retryable: false };
  await expect(cosmosActivityLog(config).list(newId(), { limit: 1 })).rejects.toMatchObject(refused);
  const away = cosmosActivityLog({ ...config, endpoint: 'http://127.0.0.1:9' }, () => nowMs);
  await expect(away.append(entry(newId()))).rejects.toMatchObject({ kind: 'unreachable', retryable: true });
});

test('entries about one person are changed in every tenant and no others, twice as once, and expire when they would have', async () => {
  const [a, b, person] = [newId(), newId(), newId()];
  const [acted, named, other] = [entry(a, { actorId: person }), entry(b, { subjectId: person }), entry(a)];
  for (const one of [acted, named, other]) await log.append(one);
  const change = (one: ActivityEntry): ActivityEntry => ({ ...one, actorId: 'x', subjectId: undefined, detail: {} });
  expect([await log.rewrite(person, change), await log.rewrite(person, change)]).toEqual([2, 0]);
  expect(await log.list(a, { limit: 10 })).toEqual(
    expect.arrayContaining([{ ...acted, actorId: 'x', detail: {} }, other]),
  );
  expect(await log.list(b, { limit: 10 })).toMatchObject([{ id: named.id, actorId: 'x', detail: {} }]);
  nowMs += 30 * 86_400_000 + 1000;
  expect(await log.list(b, { limit: 10 })).toEqual([]);
});
