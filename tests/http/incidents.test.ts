// The register of breaches: seventy-two hours to the minute, entries that only grow, and counts of whom a breach touches.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { endpoints } from '../../functions/compliance/index.ts';
import { incidentRoutes, type Affected, type Incident } from '../../shared/incidents.ts';
import { newId } from '../../shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Answered, type Mounted } from '../support/mount.ts';
import { operatorToken } from '../support/ports.ts';
import { makeWorld, type World } from '../support/world.ts';

let database: TestDatabase;
let mounted: Mounted;
let one: World;
let other: World;
let now = new Date('2026-10-24T12:00:00Z');
beforeAll(async () => {
  database = await testDatabase();
  mounted = mount({ database, endpoints, clock: () => now });
  one = await makeWorld(database.admin);
  other = await makeWorld(database.admin);
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});
beforeEach(() => {
  now = new Date('2026-10-24T12:00:00Z');
});

const noticedAt = '2026-10-24T09:00:00.000Z';
const open = async (body: object = { title: 'A laptop was lost', noticedAt }) =>
  (await mounted.call(incidentRoutes.open, { operator: operatorToken, body })) as Answered<Incident>;
const note = async (id: string, body: object) =>
  (await mounted.call(incidentRoutes.note, { operator: operatorToken, params: { id }, body })) as Answered<Incident>;
const listed = async (id: string) => {
  const answer = await mounted.call(incidentRoutes.list, { operator: operatorToken, query: { limit: 100 } });
  return (answer as Answered<{ items: Incident[] }>).body.items.find((incident) => incident.id === id);
};

describe('an incident', () => {
  test('is due seventy-two hours after it was noticed, and late a millisecond later', async () => {
    const { status, body } = await open();
    expect([status, body.dueAt, body.isLate, body.toldAt]).toEqual([201, '2026-10-27T09:00:00.000Z', false, null]);
    now = new Date('2026-10-27T09:00:00.000Z');
    expect(await listed(body.id)).toMatchObject({ isLate: false });
    now = new Date('2026-10-27T09:00:00.001Z');
    expect(await listed(body.id)).toMatchObject({ isLate: true });
  });

  test('of which the authority was told in time is never late; told too late it stays so', async () => {
    const [intime, toolate] = [(await open()).body.id, (await open()).body.id];
    now = new Date('2026-11-24T00:00:00Z');
    const told = { kind: 'authorityTold', text: 'By the form of the Board' };
    await note(intime, { ...told, at: '2026-10-27T09:00:00Z' });
    await note(toolate, { ...told, at: '2026-10-27T09:01:00Z' });
    expect(await listed(intime)).toMatchObject({ isLate: false });
    expect(await listed(toolate)).toMatchObject({ isLate: true });
  });

  test('keeps what happened in its order, with who wrote it, and is closed by a note', async () => {
    const { id } = (await open()).body;
    await note(id, { kind: 'contained', at: '2026-10-24T11:00:00Z', text: 'Sessions ended' });
    await note(id, { kind: 'note', at: '2026-10-24T10:00:00Z', text: 'Ayşe reports it' });
    const { body } = await note(id, { kind: 'closed', at: '2026-10-24T11:30:00Z', text: 'Nothing was read' });
    expect(body.events.map(({ kind }) => kind)).toEqual(['note', 'contained', 'closed']);
    expect(body.events[0]?.writtenBy).toBe('an-operator@crmfex.example');
    expect(body.closedAt).toMatch(/^2026-10-24T11:30/);
  });

  test('is refused when it is still to come, has no title, or is of another kind; and there must be one', async () => {
    expect((await open({ title: 'x', noticedAt })).status).toBe(400);
    const future = await open({ title: 'A laptop', noticedAt: '2026-10-24T12:00:01Z' });
    expect([future.status, future.text.includes('#/noticedAt')]).toEqual([400, true]);
    const { id } = (await open()).body;
    expect((await note(id, { kind: 'undone', at: noticedAt, text: 'No such kind' })).status).toBe(400);
    expect((await note(newId(), { kind: 'note', at: noticedAt, text: 'Of nothing' })).status).toBe(404);
  });

  test('is changed and taken out of the register by nobody', async () => {
    const { id } = (await open()).body;
    await note(id, { kind: 'note', at: noticedAt, text: 'First' });
    const { admin } = database;
    await admin.query('set role crmfex_maintenance');
    try {
      for (const text of [
        'delete from incident_events',
        'delete from incidents',
        "update incidents set title = 'other'",
      ]) {
        await expect(admin.query(text)).rejects.toThrow('permission denied');
      }
    } finally {
      await admin.query('reset role');
    }
    await expect(admin.query('delete from incidents')).rejects.toThrow('foreign key');
  });
});

describe('whom a breach touches', () => {
  const ask = async (body: object) => {
    const whole = { tenantIds: [], userIds: [], from: '2026-01-01T00:00:00Z', to: '2026-12-31T00:00:00Z', ...body };
    return (await mounted.call(incidentRoutes.affected, {
      operator: operatorToken,
      body: whole,
    })) as Answered<Affected>;
  };
  beforeAll(async () => {
    for (const [{ tenantId }, count] of [
      [one, 3],
      [other, 5],
    ] as const) {
      await database.admin.query(
        `insert into clients (tenant_id, id, kind, name, country, created_at)
         select $1, gen_random_uuid(), 'person', 'Müşteri ' || n, 'TR', case n when 1 then '2025-06-01T00:00:00Z'::timestamptz else '2026-06-01T00:00:00Z' end
         from generate_series(1, $2) n`,
        [tenantId, count],
      );
      await database.admin.query('update clients set updated_at = created_at where tenant_id = $1', [tenantId]);
    }
  });

  test('is counted business by business, of those asked for only, with no word of their data', async () => {
    const { body, text } = await ask({ tenantIds: [one.tenantId, newId()] });
    expect(body.businesses).toHaveLength(1);
    const [business] = body.businesses;
    expect(business).toMatchObject({ tenantId: one.tenantId, clients: 3, ownerEmails: [one.members.owner.email] });
    const clients = business?.records.find(({ table }) => table === 'clients');
    expect(clients).toEqual({ category: 'Details of clients', table: 'clients', count: 3, inRangeCount: 2 });
    expect(text).not.toContain('Müşteri');
  });

  test('includes the businesses of the users asked for, and their sign-ins', async () => {
    const { userId } = other.members.sales;
    await database.admin.query(
      "insert into sign_ins (id, user_id, at, outcome) values (gen_random_uuid(), $1, '2026-03-01T00:00:00Z', 'ok'), (gen_random_uuid(), $1, '2025-03-01T00:00:00Z', 'ok')",
      [userId],
    );
    const { body } = await ask({ userIds: [userId] });
    expect(body.businesses.map(({ tenantId, clients }) => [tenantId, clients])).toEqual([[other.tenantId, 5]]);
    expect(body.users).toEqual([{ userId, signInsInRange: 1, sessions: 1 }]);
  });

  test('needs a time that ends after it begins, and at most a hundred businesses', async () => {
    expect((await ask({ from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' })).status).toBe(400);
    expect((await ask({ tenantIds: Array.from({ length: 101 }, newId) })).status).toBe(400);
    expect((await ask({})).body).toMatchObject({ businesses: [], users: [] });
  });
});
