// The face for the house's own staff: closed to everybody else, every call on record.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { endpoints } from '../../functions/compliance/index.ts';
import { forgetOldCalls } from '../../functions/compliance/operator/calls.ts';
import { PortError } from '../../functions/integrations/port-error.ts';
import { memoryRates } from '../../functions/platform/rates.ts';
import type { OperatorCall } from '../../shared/operator.ts';
import { operatorRoutes } from '../../shared/operator.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Answered, type Mounted } from '../support/mount.ts';
import { operatorToken, visitorToken } from '../support/ports.ts';
import { makeWorld, type World } from '../support/world.ts';

let database: TestDatabase;
let mounted: Mounted;
let world: World;
beforeAll(async () => {
  database = await testDatabase();
  mounted = mount({ database, endpoints });
  world = await makeWorld(database.admin);
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});
beforeEach(() => {
  mounted.app.rates = memoryRates();
});

type Page = { items: OperatorCall[]; nextCursor: string | null };
const callsOf = async (query: Record<string, string | number> = {}) =>
  (await mounted.call(operatorRoutes.calls, { operator: operatorToken, query })) as Answered<Page>;

describe('an operator', () => {
  test('is told who the token names', async () => {
    const { status, body, headers } = await mounted.call(operatorRoutes.self, { operator: operatorToken });
    expect([status, body]).toEqual([200, { id: operatorToken, name: `${operatorToken}@crmfex.example` }]);
    expect(headers['cache-control']).toBe('no-store');
  });

  test('sees every call with its outcome, page by page, each once', async () => {
    await mounted.call(operatorRoutes.self, { operator: operatorToken });
    await mounted.call(operatorRoutes.self, { operator: visitorToken });
    const first = await callsOf({ limit: 2 });
    expect(first.body.items.map(({ call, status }) => [call, status])).toEqual([
      ['GET /operator/calls', null],
      ['GET /operator/self', 403],
    ]);
    const second = await callsOf({ limit: 100, cursor: first.body.nextCursor ?? '' });
    expect(second.body.items[0]).toMatchObject({ call: 'GET /operator/self', status: 200, address: '203.0.113.0' });
    const ids = [...first.body.items, ...second.body.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('whose request is wrong is on record too', async () => {
    expect((await callsOf({ cursor: 'x' })).status).toBe(400);
    expect((await callsOf({ limit: 1 })).status).toBe(200);
    const { rows } = await database.admin.query<{ status: number }>(
      'select status from operator_calls where status is not null order by began_at desc, id desc offset 1 limit 1',
    );
    expect(rows[0]?.status).toBe(400);
  });

  test('cannot do anything without a record: when none can be written, nothing is done', async () => {
    await database.admin.query('revoke execute on function gate.operator_call_began from crmfex_jobs');
    try {
      expect((await mounted.call(operatorRoutes.self, { operator: operatorToken })).status).toBe(500);
    } finally {
      await database.admin.query('grant execute on function gate.operator_call_began to crmfex_jobs');
    }
  });
});

describe('closed', () => {
  test('to the owner of a business, and to a token in a cookie’s place', async () => {
    const { status, body } = await mounted.call(operatorRoutes.self, { session: world.members.owner.token });
    expect([status, (body as { key: string }).key]).toEqual([401, 'operator.signedOut']);
    expect((await mounted.call(operatorRoutes.self, { session: operatorToken })).status).toBe(401);
  });

  test.each([
    ['no token', {}],
    ['a token that is none', { authorization: 'Bearer nothing' }],
    ['another scheme', { authorization: `Basic ${operatorToken}` }],
    ['signs that no token has', { authorization: 'Bearer a b' }],
    ['two tokens', { authorization: `Bearer ${operatorToken}, Bearer ${operatorToken}` }],
  ])('with %s, in the same words, and without a record', async (_, headers) => {
    const count = 'select count(*)::int as n from operator_calls';
    const before = (await database.admin.query(count)).rows;
    const { status, body } = await mounted.call(operatorRoutes.calls, { headers });
    expect(status).toBe(401);
    expect(body).toMatchObject({ detail: 'This is for operators of crmFEX. Show a valid token of an operator.' });
    expect((await database.admin.query(count)).rows).toEqual(before);
  });

  test('to staff of the house without the role, on record', async () => {
    expect((await mounted.call(operatorRoutes.self, { operator: visitorToken })).status).toBe(403);
  });

  test('to an address that tries tokens, and good tokens are not slowed by themselves', async () => {
    for (let i = 0; i < 30; i += 1) await mounted.call(operatorRoutes.self, { operator: operatorToken });
    for (let i = 0; i < 20; i += 1) expect((await mounted.call(operatorRoutes.self, {})).status).toBe(401);
    expect((await mounted.call(operatorRoutes.self, {})).status).toBe(429);
    expect((await mounted.call(operatorRoutes.self, { operator: operatorToken })).status).toBe(429);
  });

  test('while the issuer does not answer: 503, not 401', async () => {
    const known = mounted.ports.operators.read;
    mounted.ports.operators.read = async () => {
      throw new PortError('x', { port: 'operators', kind: 'unreachable', retryable: true, outcome: 'failed' });
    };
    expect((await mounted.call(operatorRoutes.self, { operator: operatorToken })).status).toBe(503);
    mounted.ports.operators.read = known;
  });
});

test('the record is forgotten after two years, at its edge, and twice', async () => {
  const clock = () => new Date('2028-11-25T00:00:00Z');
  const insert = (at: string) =>
    database.admin.query(
      `insert into operator_calls (id, began_at, operator_id, operator_name, call, request_id)
       values (gen_random_uuid(), $1, 'o', 'edge', 'GET /operator/self', 'r')`,
      [at],
    );
  await insert('2026-11-26T00:00:00Z');
  await insert('2026-11-25T23:59:59Z');
  const base = { ...mounted.app, requestId: 'test', isPastDue: false, clock };
  await forgetOldCalls(base);
  await forgetOldCalls(base);
  const { rows } = await database.admin.query("select began_at from operator_calls where operator_name = 'edge'");
  expect(rows).toEqual([{ began_at: new Date('2026-11-26T00:00:00Z') }]);
});

test('a record keeps within its bounds and says how it ended', async () => {
  const insert = (columns: string, values: string) =>
    database.admin
      .query(`insert into operator_calls (id, began_at, operator_id, operator_name, call, request_id${columns})
      values (gen_random_uuid(), now(), 'o', 'n', 'GET /operator/self', 'r'${values})`);
  await expect(insert(', status', ', 200')).rejects.toThrow('operator_call_that_ended_has_a_status');
  await expect(insert(', status, ended_at', ', 700, now()')).rejects.toThrow('status');
});
