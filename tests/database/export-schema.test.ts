// The published JSON Schema is what the database exports, and no column that sounds like a secret goes along unseen.
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  columnsAllowed,
  columnsLeftOut,
  soundsSecret,
  tablesLeftOut,
} from '../../functions/compliance/tenant-exports/left-out.ts';
import { exportSchema } from '../../functions/compliance/tenant-exports/schema.ts';
import { exportedTables, type ExportedTable } from '../../functions/compliance/tenant-exports/tables.ts';
import { maintain } from '../../functions/platform/maintenance.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let tables: ExportedTable[];
beforeAll(async () => {
  database = await testDatabase();
  tables = await maintain({ databaseMaintenanceUrl: database.urlOf('crmfex_maintenance') }, exportedTables);
});
afterAll(() => database.drop());

test('export-schema.json is current (when a migration changed it on purpose: vitest run tests/database/export-schema.test.ts -u)', async () => {
  const schema = `${JSON.stringify(exportSchema(tables), null, 2)}\n`;
  await expect(schema).toMatchFileSnapshot('../../infra/database/export-schema.json');
});

test('every column that sounds like a secret was decided on by hand', () => {
  const going = tables.flatMap(({ columns }) => columns.map(({ table, name }) => `${table}.${name}`));
  expect(going.filter((column) => soundsSecret(column.split('.')[1] ?? '') && !(column in columnsAllowed))).toEqual([]);
  for (const name of ['token_hash', 'seed', 'password_sealed', 'api_key', 'client_secret'])
    expect(soundsSecret(name)).toBe(true);
});

test('the lists name what is there, and nothing that is not', async () => {
  const { rows } = await database.admin.query<{ name: string }>(
    `select c.relname || '.' || a.attname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`,
  );
  const columns = new Set(rows.map(({ name }) => name));
  const named = [...Object.keys(columnsLeftOut), ...Object.keys(columnsAllowed)];
  expect(named.filter((name) => !columns.has(name))).toEqual([]);
  expect(Object.keys(tablesLeftOut).filter((name) => !columns.has(`${name}.tenant_id`))).toEqual([]);
});

test('every type of a column is known to the schema', () => {
  const shapes = exportSchema(tables)['$defs'] as Record<string, { properties?: Record<string, object> }>; // of our own making
  const free = tables.flatMap(({ columns }) =>
    columns.filter(
      ({ table, name, type }) => type !== 'jsonb' && Object.keys(shapes[table]?.properties?.[name] ?? {}).length === 0,
    ),
  );
  expect(free).toEqual([]);
});
