// A line of an export is word for word what PostgreSQL's own row_to_json makes of the row, whatever stands in it.
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  exportedTables,
  isText,
  lineOptions,
  rowsOf,
  type Column,
} from '../../functions/compliance/tenant-exports/tables.ts';
import { maintain } from '../../functions/platform/maintenance.ts';
import { newId } from '../../shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const awkward = [
  '',
  'plain',
  '"quoted" \\back',
  'line\nfeed\ttab\r',
  '\u0001\u0002\u001f',
  "it's",
  'Çağrı 😀',
  '%s {x} $1',
];

/** What is hard about each type, in PostgreSQL's own words. */
const samples: Record<string, readonly string[]> = {
  uuid: ['019ac0de-0000-7000-8000-0123456789ab'],
  'timestamp with time zone': ['2026-11-26 03:04:05.678901+03', '0044-03-15 12:00:00+00 BC', 'infinity'],
  date: ['2026-02-28', '0044-03-15 BC', 'infinity'],
  text: awkward,
  jsonb: awkward.map((value) => JSON.stringify({ [value]: [value, 1.5, null] })),
  boolean: ['true', 'false'],
  integer: ['-2147483648', '0', '7'],
  bigint: ['-9223372036854775808', '9007199254740993'],
  numeric: ['0.10', '-12345678901234567890.123456', 'NaN'],
  bytea: ['\\x00ff', ''],
};

async function written(name: string, columns: readonly Column[], tenantId: string) {
  const read = (what: string) =>
    maintain({ databaseMaintenanceUrl: database.urlOf('crmfex_maintenance') }, async (keeper) =>
      (await text(keeper.copyOut(what, lineOptions))).split('\n').toSorted(),
    );
  const cast = columns.map((one) => (isText(one) ? `"${one.name}"::text as "${one.name}"` : `"${one.name}"`));
  const plain = `(select row_to_json(r) from (select ${cast.join(', ')} from public.${name} where tenant_id = '${tenantId}') r)`;
  return { lines: await read(rowsOf({ name, columns: [...columns] }, tenantId)), plain: await read(plain) };
}

test('for every type of a column that goes along, with a value and without', async () => {
  const keeper = { databaseMaintenanceUrl: database.urlOf('crmfex_maintenance') };
  const types = new Set(
    (await maintain(keeper, exportedTables)).flatMap(({ columns }) => columns.map(({ type }) => type)),
  );
  expect([...types].toSorted()).toEqual(Object.keys(samples).toSorted());
  const columns = Object.keys(samples).flatMap((type, place) => [
    { table: 'trials', name: `must_${place}`, type, isNullable: false },
    { table: 'trials', name: `may_${place}`, type, isNullable: true },
  ]);
  const { admin } = database;
  const shape = columns.map(({ name, type, isNullable }) => `${name} ${type} ${isNullable ? '' : 'not null'}`);
  await admin.query(`create table public.trials (tenant_id uuid, ${shape.join(', ')})`);
  await admin.query('grant select on public.trials to crmfex_maintenance');
  const tenantId = newId();
  const longest = Math.max(...Object.values(samples).map((values) => values.length));
  for (let row = 0; row <= longest; row += 1) {
    const values = columns.map(({ type, isNullable }) => {
      const own = samples[type] ?? [];
      return isNullable && row === longest ? null : own[row % own.length];
    });
    const places = columns.map(({ type }, place) => `$${place + 2}::text::${type}`);
    await admin.query(`insert into public.trials values ($1, ${places.join(', ')})`, [tenantId, ...values]);
  }
  const { lines, plain } = await written('trials', columns, tenantId);
  expect(lines).toEqual(plain);
  expect(lines).toHaveLength(longest + 2);
  for (const line of lines.slice(1))
    expect(Object.keys(JSON.parse(line) as object)).toEqual(columns.map(({ name }) => name));
});
