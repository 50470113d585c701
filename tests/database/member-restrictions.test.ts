// A restriction of a member that is over is history: no role of the app changes or removes it, whatever is asked of the API.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { makeWorld, type World } from '../support/world.ts';

let database: TestDatabase;
let world: World;
beforeAll(async () => {
  database = await testDatabase();
  world = await makeWorld(database.admin);
});
afterAll(() => database.drop());

/** As the owner; what was done stays undone. */
async function asStaff(...statements: string[]): Promise<number | null> {
  const { admin } = database;
  await admin.query('begin');
  try {
    await admin.query(
      `select set_config('app.tenant_id', $1, true), set_config('app.user_id', $2, true), set_config('app.actor_kind', 'staff', true),
         set_config('role', 'app_staff', true)`,
      [world.tenantId, world.members.owner.userId],
    );
    let count: number | null = null;
    for (const statement of statements) count = (await admin.query(statement)).rowCount;
    return count;
  } finally {
    await admin.query('rollback');
  }
}
const began = () => `insert into member_restrictions (id, user_id, reason, restricted_at)
  values ('${newId()}', '${world.members.sales.userId}', 'Kendisi istedi', now())`;
const lifted = 'update member_restrictions set lifted_at = now(), lifted_by = app.user_id()';

test('what is in force can be lifted once, and then nothing can be done to it', async () => {
  expect(await asStaff(began(), lifted)).toBe(1);
  expect(await asStaff(began(), lifted, lifted)).toBe(0);
});

test('neither reason nor person nor time is rewritten, and no row goes', async () => {
  for (const column of ['reason', 'user_id', 'restricted_by', 'restricted_at'])
    await expect(asStaff(began(), `update member_restrictions set ${column} = default`)).rejects.toThrow(
      /permission denied/,
    );
  await expect(asStaff(began(), 'delete from member_restrictions')).rejects.toThrow(/permission denied/);
});

test('whoever lifts is named, and is not the person whom it is about', async () => {
  await expect(asStaff(began(), 'update member_restrictions set lifted_at = now()')).rejects.toThrow(
    /lifted by somebody/,
  );
  await expect(
    asStaff(began(), 'update member_restrictions set lifted_at = now(), lifted_by = user_id'),
  ).rejects.toThrow(/nobody lifts their own/);
});

test('nobody who is no member is restricted', async () => {
  await expect(asStaff(began().replace(world.members.sales.userId, newId()))).rejects.toThrow(/only a member/);
});
