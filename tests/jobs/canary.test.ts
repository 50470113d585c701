// A word planted in every text of every table of a business and of its people: erasure leaves it nowhere, and its neighbour as it was.
import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eraseDue } from '../../functions/compliance/erasures/erase.ts';
import { closingDays } from '../../shared/closings.ts';
import { newId } from '../../shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Mounted } from '../support/mount.ts';
import { makeWorld, type World } from '../support/world.ts';

const canary = 'Kanarya-Şüküfe-7391';
const dayMs = 24 * 3600_000;
type Column = { table: string; column: string; type: string; isTyped: boolean };

let database: TestDatabase;
let admin: pg.Client;
let mounted: Mounted;
let columns: Column[];

beforeAll(async () => {
  database = await testDatabase();
  admin = database.admin;
  mounted = mount({ database });
  columns = await readColumns();
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

/** As the catalogue knows them, so that a table of tomorrow is planted too. */
async function readColumns(): Promise<Column[]> {
  const { rows } = await admin.query<Column>(
    `select c.table_name as "table", c.column_name as "column", c.udt_name as type,
       c.is_generated = 'NEVER' and c.is_identity = 'NO' as "isTyped"
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE' order by 1, c.ordinal_position`,
  );
  return rows;
}
const columnsOf = (table: string) => columns.filter((one) => one.table === table && one.isTyped);
const tablesWith = (name: string) => [
  ...new Set(columns.filter(({ column }) => column === name).map(({ table }) => table)),
];
const isText = ({ type }: Column) => ['text', '_text', 'varchar', 'jsonb', 'json'].includes(type);

const values: Record<string, unknown> = {
  text: canary,
  varchar: canary,
  _text: [canary],
  jsonb: JSON.stringify({ canary }),
  json: JSON.stringify({ canary }),
  bool: true,
  bytea: Buffer.from(canary),
  date: '2026-01-01',
  timestamptz: '2026-01-01T00:00:00Z',
  timestamp: '2026-01-01T00:00:00Z',
  inet: '203.0.113.7',
  _uuid: [],
  _int4: [],
  _int8: [],
  _date: [],
};
const valueOf = ({ type }: Column) => (type === 'uuid' ? newId() : (values[type] ?? 1));

/** One row per table, whatever it is made of: rules of shape are lifted, keys to other tables are not looked at. */
async function plant(table: string, own: Record<string, unknown>): Promise<void> {
  const typed = columnsOf(table);
  const row = typed.map((one) => own[one.column] ?? valueOf(one));
  const names = typed.map(({ column }) => pg.escapeIdentifier(column)).join(', ');
  const places = typed.map((_, place) => `$${place + 1}`).join(', ');
  await admin.query(`insert into public.${pg.escapeIdentifier(table)} (${names}) values (${places})`, row);
}

async function plantEverywhere({ tenantId, members }: World): Promise<string[]> {
  const { rows } = await admin.query<{ line: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as line from pg_constraint
     where contype = 'c' and connamespace = 'public'::regnamespace and conrelid <> 0`,
  );
  for (const { line } of rows) await admin.query(line);
  const userId = members.owner.userId;
  await admin.query('set session_replication_role = replica');
  // The order to erase has no words, and comes by itself.
  const ofTenant = tablesWith('tenant_id').filter((table) => table !== 'closings');
  const ofUser = tablesWith('user_id').filter((table) => !ofTenant.includes(table));
  for (const table of ofTenant) await plant(table, { tenant_id: tenantId });
  for (const table of ofUser) await plant(table, { user_id: userId });
  await admin.query('update users set name = $2 where id = $1', [userId, canary]);
  await admin.query('set session_replication_role = origin');
  return ['tenants', 'users', ...ofTenant, ...ofUser].filter((table) => columnsOf(table).some(isText)).sort();
}

const tables = () => [...new Set(columns.map(({ table }) => table))];

/** Tables in which any row, written out, holds the text. */
async function holding(text: string): Promise<string[]> {
  const found: string[] = [];
  for (const table of tables()) {
    const { rowCount } = await admin.query(`select from public.${table} t where position($1 in t::text) > 0 limit 1`, [
      text,
    ]);
    if (rowCount) found.push(table);
  }
  return found.sort();
}

async function checksumOf({ tenantId, members }: World): Promise<string> {
  const hash = createHash('sha256');
  const ids = [tenantId, ...Object.values(members).map(({ userId }) => userId)].join('|');
  for (const table of tables()) {
    const { rows } = await admin.query(`select t::text as line from public.${table} t where t::text ~ $1 order by 1`, [
      ids,
    ]);
    for (const { line } of rows) hash.update(`${table} ${line}\n`);
  }
  return hash.digest('hex');
}

test('the word is nowhere afterwards, and the neighbour is as it was', async () => {
  const [going, staying] = [await makeWorld(admin, canary), await makeWorld(admin, 'Komşu Ltd.')];
  const planted = await plantEverywhere(going);
  expect(planted.length).toBeGreaterThan(40);
  expect(await holding(canary)).toEqual(expect.arrayContaining(planted));
  const before = await checksumOf(staying);
  const now = new Date();
  await admin.query('insert into closings (tenant_id, requested_at, requested_by, due_at) values ($1, $2, $3, $4)', [
    going.tenantId,
    new Date(now.getTime() - closingDays * dayMs),
    going.members.owner.userId,
    now,
  ]);
  expect(await eraseDue({ ...mounted.app, clock: () => now, requestId: newId(), isPastDue: false })).toBe(1);
  expect(await holding(canary)).toEqual([]);
  expect(await holding(going.tenantId)).toEqual([]);
  expect(await checksumOf(staying)).toBe(before);
});
