// A whole address stands where it protects an account; whatever else remembers one remembers its network.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '../../functions/platform/context.ts';
import { audit } from '../../functions/platform/audit.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

/** Columns that hold an address, and whether they may hold a whole one. */
const known = new Map([
  ['sign_ins.ip', 'whole, thirty days'],
  ['outside_sessions.ip', 'whole, thirty days'],
  ['sessions.ip', 'whole, thirty days'],
  ['sign_ups.ip', 'whole, a day'],
  ['activity.ip', 'coarse'],
  ['consents.ip', 'coarse'],
  ['operator_calls.address', 'coarse'],
]);

test('every column that may hold an address is known here, with how long or how coarse', async () => {
  const { rows } = await database.admin.query<{ column: string }>(
    `select table_name || '.' || column_name as column from information_schema.columns
     where table_schema = 'public' and (column_name ~ '(^|_)ip(_|$)' or data_type in ('inet', 'cidr')
       or (table_name, column_name) = ('operator_calls', 'address')) order by 1`,
  );
  expect(rows.map(({ column }) => column)).toEqual([...known.keys()].sort());
});

test('an activity tells the network alone', () => {
  const origin = { ip: '203.0.113.7', userAgent: null, country: null };
  // All that an entry takes of a request.
  const statement = audit({ origin, requestId: 'r' } as Context, 'client.created');
  expect(statement.values).toContain('203.0.113.0');
  expect(JSON.stringify(statement)).not.toContain('203.0.113.7');
});
