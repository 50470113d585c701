// One key, one effect: a repeated POST is answered again and done once.
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { ProblemBody } from '../../shared/problem.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Answered, type Mounted } from '../support/mount.ts';
import { makeWorld, type World } from '../support/world.ts';
import { endpoints, things } from './platform-things.ts';

let database: TestDatabase;
let admin: pg.Client;
let mounted: Mounted;
let world: World;
let session: string;

beforeAll(async () => {
  database = await testDatabase();
  admin = database.admin;
  mounted = mount({ database, endpoints });
  world = await makeWorld(admin);
  session = world.members.owner.token;
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

const problemOf = (answer: Answered) => answer.body as ProblemBody;
const create = (options: Parameters<Mounted['call']>[1] = {}) =>
  mounted.call(things.create, { session, body: { name: 'new' }, ...options });

describe('an idempotency key', () => {
  const effects = async () => (await admin.query(`select from activity where kind = 'thing.made'`)).rowCount ?? 0;

  test('gives the first answer again, byte for byte, without a second effect', async () => {
    const key = newId();
    const before = await effects();
    const [first, second] = [await create({ idempotencyKey: key }), await create({ idempotencyKey: key })];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.text).toBe(first.text);
    expect(second.headers['etag']).toBe(first.headers['etag']);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(await effects()).toBe(before + 1);
  });

  test('works for verbs of several steps, and their messages leave once', async () => {
    const key = newId();
    const before = await effects();
    mounted.ports.sent.length = 0;
    const body = { name: 'two steps' };
    const answers = [await create({ idempotencyKey: key, body }), await create({ idempotencyKey: key, body })];
    expect(answers[1]?.text).toBe(answers[0]?.text);
    expect(await effects()).toBe(before + 1);
    expect(mounted.ports.sent).toHaveLength(1);
  });

  test('sent many times at once has one effect: the others wait for their turn or are told to', async () => {
    const key = newId();
    const before = await effects();
    const answers = await Promise.all(Array.from({ length: 8 }, () => create({ idempotencyKey: key })));
    const statuses = answers.map(({ status }) => status);
    expect(statuses).toContain(201);
    for (const answer of answers) {
      if (answer.status !== 201) expect([answer.status, problemOf(answer).key]).toEqual([409, 'idempotency.running']);
    }
    expect(await effects()).toBe(before + 1);
  });

  test('of another request is 422, and nothing happens', async () => {
    const key = newId();
    await create({ idempotencyKey: key });
    const before = await effects();
    const answer = await create({ idempotencyKey: key, body: { name: 'different' } });
    expect([answer.status, problemOf(answer).key]).toEqual([422, 'idempotency.reused']);
    const elsewhere = await mounted.call(things.issue, { session, params: { id: newId() }, idempotencyKey: key });
    expect(elsewhere.status).toBe(422);
    expect(await effects()).toBe(before);
  });

  test('belongs to one person: another’s same key is another request', async () => {
    const key = newId();
    const first = await create({ idempotencyKey: key });
    const second = await create({ idempotencyKey: key, session: world.members.admin.token });
    expect(second.status).toBe(201);
    expect(second.text).not.toBe(first.text);
  });

  test('of a refused request can be used again, since nothing was done', async () => {
    const key = newId();
    const before = await effects();
    expect((await create({ idempotencyKey: key, body: { name: 'refused' } })).status).toBe(409);
    expect(await effects()).toBe(before);
    expect((await create({ idempotencyKey: key })).status).toBe(201);
  });

  test('is refused by its name when it is no key', async () => {
    for (const key of ['with a space', 'x'.repeat(101)]) {
      const answer = await create({ idempotencyKey: key });
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({ errors: [{ pointer: 'Idempotency-Key' }] });
    }
  });

  test('costs one round trip more than the same request without', async () => {
    const cost = async (options: object) => {
      const before = mounted.app.database.flights;
      await create(options);
      return mounted.app.database.flights - before;
    };
    expect([await cost({}), await cost({ idempotencyKey: newId() })]).toEqual([1, 2]);
  });

  test('covers one transaction: a verb with two, at once or in turn, is an error of ours that changes nothing and leaves nothing open', async () => {
    for (const name of ['both at once', 'both in turn']) {
      const before = await effects();
      expect((await create({ idempotencyKey: newId(), body: { name } })).status).toBe(500);
      expect(await effects()).toBe(before);
      expect((await create({ body: { name } })).status).toBe(201);
      expect(await effects()).toBe(before + 1);
    }
    const idle = `select from pg_stat_activity where datname = current_database() and state ~ '^idle in'`;
    await expect.poll(async () => (await admin.query(idle)).rowCount).toBe(0);
  });

  test('that no header may hold is refused', async () => {
    for (const key of ['with space', 'x'.repeat(101), 'ş']) {
      const answer = await create({ headers: { 'idempotency-key': encodeURI(key) === key ? key : 'tab\tinside' } });
      expect(answer.status, key).toBe(400);
    }
  });
});
