// The schema that is committed is the schema that the migrations make, and they can be run again.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../../infra/database/migrate.ts';
import { describeSchema } from '../../infra/database/schema.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

test('schema.sql is current (when a migration changed it on purpose: vitest run tests/database/schema.test.ts -u)', async () => {
  await expect(await describeSchema(database.admin)).toMatchFileSnapshot('../../infra/database/schema.sql');
});

test('migrating twice, and twice at once, changes nothing', async () => {
  const before = await describeSchema(database.admin);
  await Promise.all([migrate(database.adminUrl), migrate(database.adminUrl)]);
  await migrate(database.adminUrl);
  expect(await describeSchema(database.admin)).toBe(before);
});

test('nothing in the schema needs a server newer than 17', async () => {
  const schema = await describeSchema(database.admin);
  expect(/\buuidv7\(|\bvirtual\b|without overlaps|\bperiod\b/i.exec(schema)).toBeNull();
});
