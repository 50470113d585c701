// A business never counts on an owner who is leaving, in whatever order or at the same time people act: the database refuses it.
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { makeWorld, type Member, type World } from '../support/world.ts';

const refusal = { constraint: 'a business has an owner' };
let database: TestDatabase;
let admin: pg.Client;
let others: pg.Client[];
let world: World;
let first: Member;
let second: Member;

beforeAll(async () => {
  database = await testDatabase();
  admin = database.admin;
  others = [1, 2].map(() => new pg.Client({ connectionString: database.adminUrl }));
  for (const client of others) await client.connect();
});
beforeEach(async () => {
  world = await makeWorld(admin);
  [first, second] = [world.members.owner, world.members.admin];
  await admin.query(`update members set role = 'owner' where user_id = $1`, [second.userId]);
});
afterAll(async () => {
  for (const client of others) await client.end();
  await database.drop();
});

type Act = { text: string; values?: unknown[]; as?: 'app_identity' | 'app_staff' };
const due = `now() + interval '30 days'`;
const leave = (dueAt = due): Act => ({
  text: `insert into account_closings (due_at) values (${dueAt})`,
  as: 'app_identity',
});
const stepDown = ({ userId }: Member): Act => ({
  text: `update members set role = 'viewer' where user_id = $1`,
  values: [userId],
});
const remove = ({ userId }: Member): Act => ({ text: 'delete from members where user_id = $1', values: [userId] });

/** In a transaction of a person's own, as the gate would have let them in. */
async function act(person: Member, { text, values = [], as = 'app_staff' }: Act, client = admin): Promise<void> {
  await client.query('begin');
  try {
    await client.query(
      `select set_config('app.tenant_id', $1, true), set_config('app.user_id', $2, true), set_config('app.email', $3, true), set_config('app.actor_kind', 'staff', true)`,
      [world.tenantId, person.userId, person.email],
    );
    await client.query(`set local role ${as}`);
    await client.query(text, values);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

describe('an owner who is leaving counts as none', () => {
  test('for the other, who can then neither leave, step down, go, nor be taken for one by a third', async () => {
    await act(first, leave());
    await expect(act(second, leave())).rejects.toMatchObject(refusal);
    await expect(act(second, stepDown(second))).rejects.toMatchObject(refusal);
    await expect(act(second, remove(second))).rejects.toMatchObject(refusal);
    await act(second, remove(first));
  });

  test('and counts again once they stay', async () => {
    await act(first, leave());
    await act(first, { text: 'delete from account_closings', as: 'app_identity' });
    await act(second, leave());
    await expect(act(first, leave())).rejects.toMatchObject(refusal);
  });

  test.each([
    ['both leave', () => leave(), () => leave()],
    ['one leaves, one steps down', () => leave(), () => stepDown(second)],
    ['one goes from the business, one leaves', () => remove(first), () => leave()],
  ])('of two at the same time one is refused: %s', async (_, a, b) => {
    const done = await Promise.allSettled([act(first, a(), others[0]), act(second, b(), others[1])]);
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('save in a business that is deleted before them, and never when it is deleted after', async () => {
    await act(first, leave());
    await admin.query(
      `insert into closings (tenant_id, requested_by, due_at) values ($1, $2, ${due} + interval '1 hour')`,
      [world.tenantId, newId()],
    );
    await expect(act(second, leave())).rejects.toMatchObject(refusal);
    await act(second, leave(`${due} + interval '1 hour'`));
    await expect(act(first, { text: 'delete from closings' })).rejects.toMatchObject(refusal);
    await act(first, { text: 'delete from account_closings', as: 'app_identity' });
    await act(first, { text: 'delete from closings' });
  });
});

test('what they had begun may not go on, and no owner who is leaving is written to about the business', async () => {
  const importId = newId();
  await admin.query(
    `insert into outbox (tenant_id, id, queue, body, request_id) values ($1, $2, 'import-run', jsonb_build_object('importId', $2::uuid), 'test')`,
    [world.tenantId, importId],
  );
  await admin.query('set session_replication_role = replica');
  await admin.query(
    `insert into imports (tenant_id, id, subject, file_name, size_bytes, language, acted_by) values ($1, $2, 'clients', 'a.csv', 1, 'tr', $3)`,
    [world.tenantId, importId, first.userId],
  );
  await admin.query('set session_replication_role = origin');
  const may = async () =>
    (await admin.query('select is_allowed from gate.table_scope($1, $2)', [world.tenantId, importId])).rows;
  expect(await may()).toEqual([{ is_allowed: true }]);
  await act(first, leave());
  expect(await may()).toEqual([{ is_allowed: false }]);
  await admin.query(`select gate.mail_owners($1, 'closingSoon', null, now())`, [world.tenantId]);
  const { rows } = await admin.query(`select user_id from mails where template = 'closingSoon'`);
  expect(rows).toEqual([{ user_id: second.userId }]);
});
