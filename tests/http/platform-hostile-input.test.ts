// Whatever arrives, the answer is a refusal that names the place, never an error of ours.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProblemBody } from '../../shared/problem.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Answered, type Mounted } from '../support/mount.ts';
import { makeWorld, type World } from '../support/world.ts';
import { endpoints, made, things } from './platform-things.ts';

let database: TestDatabase;
let mounted: Mounted;
let world: World;
let session: string;

beforeAll(async () => {
  database = await testDatabase();
  mounted = mount({ database, endpoints });
  world = await makeWorld(database.admin);
  session = world.members.owner.token;
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

const problemOf = (answer: Answered) => answer.body as ProblemBody;
const pointersOf = (answer: Answered) => problemOf(answer).errors?.map(({ pointer }) => pointer);
const create = (options: Parameters<Mounted['call']>[1] = {}) =>
  mounted.call(things.create, { session, body: { name: 'new' }, ...options });

describe('hostile input', () => {
  const post = (bytes: string | Uint8Array) =>
    mounted.call(things.create, { session, raw: { bytes, contentType: 'application/json' } });

  test('names every wrong field by pointer', async () => {
    const answer = await create({
      body: { name: '', tags: [{ label: 'toolong' }, { labl: 'x' }], iban: 'no', 'a/b~c': 1 },
    });
    expect(answer.status).toBe(400);
    expect(pointersOf(answer)?.sort()).toEqual(
      ['#/a~1b~0c', '#/iban', '#/name', '#/tags/0/label', '#/tags/1/label', '#/tags/1/labl'].sort(),
    );
  });

  test('speaks the caller’s language, ours and zod’s', async () => {
    const words = async (headers: Record<string, string>) => {
      const answer = await create({ body: { name: '', iban: 'no' }, headers });
      return [problemOf(answer).title, ...(problemOf(answer).errors ?? []).map(({ detail }) => detail)];
    };
    const [english, turkish] = [
      await words({ 'accept-language': 'en-GB,tr;q=0.5' }),
      await words({ 'accept-language': 'de, tr;q=0.9' }),
    ];
    expect(english[0]).toBe('Something in the request is not right');
    expect(turkish[0]).toBe('İstekte bir yanlışlık var');
    expect(english).toHaveLength(3);
    for (const [place, text] of english.entries()) {
      expect(text).toMatch(/\w+ \w+/);
      expect(text).not.toBe(turkish[place]);
    }
    expect(await words({ 'accept-language': '*;q=x,,;' })).toEqual(turkish);
  });

  test('is refused as invalid when it is no JSON, no text, too deep or carries names that mean something else', async () => {
    const deep = (open: string, close: string) => `{"name":${open.repeat(20_000)}1${close.repeat(20_000)}}`;
    const bodies: (string | Uint8Array)[] = [
      '{',
      '',
      'nul',
      '[]',
      '"name"',
      'null',
      '{"name":NaN}',
      '\ufeff{"name":"x"}x',
      Buffer.from([0x7b, 0xff, 0x7d]),
      Buffer.from('{"name":"\xc3"}', 'latin1'),
      deep('[', ']'),
      deep('{"a":', '}'),
      '{"name":"a\\u0000b"}',
      '{"name":"\\ud800"}',
      '{"\\u0000":1}',
      '{"\\udfff":1}',
      '{"__proto__":{"isAdmin":true},"name":"x"}',
      '{"name":"x","constructor":{"prototype":{}}}',
      '{"name":"x","tags":{"length":1e9}}',
      '{"name":1e999}',
      '{"name":"x","name2":"y"}',
    ];
    const before = made.runs;
    for (const body of bodies) {
      const answer = await post(body);
      expect([answer.status, String(body).slice(0, 40)]).toEqual([400, String(body).slice(0, 40)]);
      expect(problemOf(answer).errors?.length).toBeGreaterThan(0);
    }
    expect(made.runs).toBe(before);
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
  });

  test('larger than the limit is 413, counted while it arrives', async () => {
    expect((await post(`{"name":"${'x'.repeat(800_000)}"}`)).status).toBe(413);
    const file = await mounted.call(things.file, {
      session,
      raw: { bytes: Buffer.alloc(1001), contentType: 'image/png' },
    });
    expect(file.status).toBe(413);
    expect(
      (await mounted.call(things.file, { session, raw: { bytes: Buffer.alloc(1000), contentType: 'image/png' } }))
        .status,
    ).toBe(200);
  });

  test('in the query is named with a question mark: repeated, unknown, empty, out of range, unstorable', async () => {
    const pointers: Record<string, string> = {
      'limit=1&limit=2': '?limit',
      'limit=0': '?limit',
      'limit=101': '?limit',
      'limit=1e2': '?limit',
      'limit=': '?limit',
      'limit[]=1': '?limit[]',
      'sort=password': '?sort',
      'unknown=1': '?unknown',
      '__proto__=1': '?__proto__',
      'search=%00': '?search',
      [`search=${'x'.repeat(201)}`]: '?search',
    };
    for (const [search, pointer] of Object.entries(pointers)) {
      const answer = await mounted.call(things.list, { session, query: search });
      expect([search, answer.status, pointersOf(answer)]).toEqual([search, 400, [pointer]]);
    }
    const unexpected = await mounted.call(things.get, { session, params: { id: world.tenantId }, query: 'x=1' });
    expect([unexpected.status, pointersOf(unexpected)]).toEqual([400, ['?x']]);
    const fine = await mounted.call(things.list, { session, query: 'limit=5&search=%C5%9F%20+a&sort=-name' });
    expect(fine.body).toEqual({ query: { limit: 5, search: 'ş  a', sort: '-name' } });
  });

  test('where no body belongs is refused, and a missing one is named', async () => {
    const params = { id: world.tenantId };
    expect((await mounted.call(things.issue, { session, params, body: {} })).status).toBe(400);
    expect((await mounted.call(things.issue, { session, params })).status).toBe(200);
    expect(problemOf(await mounted.call(things.create, { session })).errors?.[0]?.detail).toBe('A body is needed.');
  });

  test('in headers and cookies never becomes an error of ours', async () => {
    const odd = '\u00ff"\'; drop table; '.repeat(50);
    for (const name of [
      'cookie',
      'accept-language',
      'user-agent',
      'if-match',
      'idempotency-key',
      'origin',
      'client-ip',
    ]) {
      const answer = await create({ headers: { [name]: odd } });
      expect(answer.status, name).toBeLessThan(500);
    }
    const many = Array.from({ length: 300 }, (_, place) => `__Host-staff-24000=${place}`).join(';');
    expect((await create({ headers: { cookie: many } })).status).toBe(401);
  });
});
