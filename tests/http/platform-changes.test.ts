// A screen that polls changes never misses one, however transactions overlap.
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endpoints } from '../../functions/insight/index.ts';
import { forgetServed } from '../../functions/platform/resend.ts';
import { changeRoutes, type Changes } from '../../shared/changes.ts';
import { newId } from '../../shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Mounted } from '../support/mount.ts';
import { makeWorld, type World } from '../support/world.ts';

let database: TestDatabase;
let admin: pg.Client;
let mounted: Mounted;
let world: World;

beforeAll(async () => {
  database = await testDatabase();
  admin = database.admin;
  mounted = mount({ database, endpoints });
  world = await makeWorld(admin);
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

async function ask(since?: string, of: World = world): Promise<Changes> {
  const query: Record<string, string> = since === undefined ? {} : { since };
  const answer = await mounted.call(changeRoutes.since, { session: of.members.viewer.token, query });
  expect(answer.status).toBe(200);
  return answer.body;
}

/** A client is a record whose changes are told. */
async function insertClient(client: pg.Client, id: string, tenantId = world.tenantId): Promise<void> {
  await client.query(
    `insert into clients (tenant_id, id, kind, name, country) values ($1, $2, 'company', 'Değişen', 'TR')`,
    [tenantId, id],
  );
}

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  return client;
}

test('without a cursor only the cursor of now is told; asking again tells nothing new', async () => {
  const { cursor, changes } = await ask();
  expect(changes).toEqual([]);
  expect((await ask(cursor)).changes).toEqual([]);
});

test('a change is told once per record, with its kind, and costs one round trip', async () => {
  const { cursor } = await ask();
  const id = newId();
  await insertClient(admin, id);
  await admin.query(`update clients set phone = '0212 000 00 00' where id = $1`, [id]);
  const before = mounted.app.database.flights;
  const { changes } = await ask(cursor);
  expect(mounted.app.database.flights - before).toBe(1);
  expect(changes).toEqual([{ kind: 'client', id }]);
});

test('deleting is a change, too, and so is a setting of the business', async () => {
  const id = newId();
  await insertClient(admin, id);
  const { cursor } = await ask();
  await admin.query('delete from clients where id = $1', [id]);
  await admin.query(`update tenants set name = 'Yeni ad' where id = $1`, [world.tenantId]);
  const { changes } = await ask(cursor);
  expect(changes).toContainEqual({ kind: 'client', id });
  expect(changes).toContainEqual({ kind: 'tenant', id: world.tenantId });
});

test('another tenant’s changes are never told', async () => {
  const other = await makeWorld(admin);
  const { cursor } = await ask();
  await insertClient(admin, newId(), other.tenantId);
  expect((await ask(cursor)).changes).toEqual([]);
  expect((await ask(cursor, other)).changes).toHaveLength(1);
});

test('a transaction that began early and commits late is told, although later ones were told before it', async () => {
  const [slow, quick] = [newId(), newId()];
  const long = await connect();
  await long.query('begin');
  await insertClient(long, slow);
  const { cursor } = await ask();
  await insertClient(admin, quick);
  const first = await ask(cursor);
  expect(first.changes).toEqual([{ kind: 'client', id: quick }]);
  await long.query('commit');
  const second = await ask(first.cursor);
  expect(second.changes).toContainEqual({ kind: 'client', id: slow });
  expect((await ask(second.cursor)).changes).toEqual([]);
  await long.end();
});

test('with many writers that overlap at random, a reader that follows the cursor has seen every record', async () => {
  const writers = await Promise.all(Array.from({ length: 6 }, connect));
  const written = new Set<string>();
  const seen = new Set<string>();
  let { cursor } = await ask();
  let isWriting = true;
  const reading = (async () => {
    while (isWriting) {
      const answer = await ask(cursor);
      for (const { id } of answer.changes) seen.add(id);
      cursor = answer.cursor;
    }
  })();
  await Promise.all(
    writers.map(async (client, place) => {
      for (let time = 0; time < 25; time += 1) {
        await client.query('begin');
        for (let count = 0; count <= (time + place) % 3; count += 1) {
          const id = newId();
          await insertClient(client, id);
          if ((time * 7 + place) % 5 !== 0) written.add(id);
        }
        await client.query((time * 7 + place) % 5 === 0 ? 'rollback' : 'commit');
      }
    }),
  );
  isWriting = false;
  await reading;
  for (const { id } of (await ask(cursor)).changes) seen.add(id);
  expect([...written].filter((id) => !seen.has(id))).toEqual([]);
  expect([...seen].filter((id) => !written.has(id))).toEqual([]);
  await Promise.all(writers.map((client) => client.end()));
});

test('a transaction of thousands of records is told whole, and the next answer goes on behind it', async () => {
  const { cursor } = await ask();
  await admin.query(
    `insert into clients (tenant_id, id, kind, name, country)
     select $1, gen_random_uuid(), 'company', 'Toplu', 'TR' from generate_series(1, 2500)`,
    [world.tenantId],
  );
  const last = newId();
  await insertClient(admin, last);
  const first = await ask(cursor);
  expect(first.changes).toHaveLength(2500);
  const second = await ask(first.cursor);
  expect(second.changes).toEqual([{ kind: 'client', id: last }]);
});

test('what a later change has overtaken is forgotten, and an old cursor still finds the record', async () => {
  const id = newId();
  const { cursor } = await ask();
  await insertClient(admin, id);
  for (let time = 0; time < 5; time += 1)
    await admin.query(`update clients set phone = '1234${time}' where id = $1`, [id]);
  await forgetServed({ ...mounted.app, requestId: newId(), isPastDue: false });
  expect((await admin.query('select from changes where subject_id = $1', [id])).rowCount).toBe(1);
  expect((await ask(cursor)).changes).toContainEqual({ kind: 'client', id });
});

test('a cursor of before a restore counts everything as changed; one that is no cursor is refused', async () => {
  expect((await ask('18446744073709551615')).changes.length).toBeGreaterThan(1000);
  for (const since of ['-1', 'x', '1e3', '', '18446744073709551616', '9'.repeat(21)]) {
    const answer = await mounted.call(changeRoutes.since, { session: world.members.viewer.token, query: { since } });
    expect(answer.status, since).toBe(400);
  }
});
