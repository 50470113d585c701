// A word planted in every text of a business, or of one person: erasure leaves it nowhere, and everything else as it was.
import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eraseDueAccounts } from '../../functions/compliance/erasures/accounts.ts';
import { eraseDue } from '../../functions/compliance/erasures/erase.ts';
import { formerMember } from '../../functions/compliance/erasures/former-member.ts';
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
/** What a business wrote itself: the same of everything, without the word. */
const othersWords = (value: unknown) =>
  JSON.stringify(value)?.includes(canary) ? JSON.parse(JSON.stringify(value).replace(canary, 'Komşu')) : value;

/** One row per table, whatever it is made of: rules of shape are lifted, keys to other tables are not looked at. */
async function plant(table: string, own: Record<string, unknown>): Promise<void> {
  const typed = columnsOf(table);
  const row = typed.map((one) => own[one.column] ?? valueOf(one));
  const names = typed.map(({ column }) => pg.escapeIdentifier(column)).join(', ');
  const places = typed.map((_, place) => `$${place + 1}`).join(', ');
  await admin.query(`insert into public.${pg.escapeIdentifier(table)} (${names}) values (${places})`, row);
}

/** Rules of shape, which no planted row would keep. */
async function liftRules(): Promise<void> {
  const { rows } = await admin.query<{ line: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as line from pg_constraint
     where contype = 'c' and connamespace = 'public'::regnamespace and conrelid <> 0`,
  );
  for (const { line } of rows) await admin.query(line);
}

async function plantEverywhere({ tenantId, members }: World): Promise<string[]> {
  await liftRules();
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

// Where a row of a business says who did something, as the names and defaults of columns tell: a column of tomorrow is planted too.
const naming = `select c.table_name as "table", array_agg(c.column_name::text) as columns from information_schema.columns c
  join information_schema.columns t on t.table_schema = c.table_schema and t.table_name = c.table_name and t.column_name = 'tenant_id'
  where c.table_schema = 'public' and c.udt_name = 'uuid' and c.column_name <> 'user_id'
    and (c.column_name ~ '(_by|author_id|actor_id)$' or c.column_default ~ 'app\\.(user|actor)_id')
  group by 1 order by 1`;

async function plantPerson({ tenantId, members }: World): Promise<string[]> {
  const { userId, email } = members.sales;
  const { rows: named } = await admin.query<{ table: string; columns: string[] }>(naming);
  await admin.query('set session_replication_role = replica');
  const ofPerson = tablesWith('user_id').filter((table) => !['account_closings', 'members'].includes(table));
  for (const table of ofPerson) await plant(table, { tenant_id: tenantId, user_id: userId });
  const words = {
    invitations: { inviter_name: canary },
    activity: { subject_id: userId, ip: canary, user_agent: canary, detail: { name: canary, email } },
  };
  for (const { table, columns: naming } of named.filter(({ table }) => !ofPerson.includes(table))) {
    const typed = columnsOf(table).map((one) => [one.column, othersWords(valueOf(one))]);
    const ids = naming.map((column) => [column, userId]);
    const own = {
      ...Object.fromEntries([...typed, ...ids]),
      ...(words as Record<string, object>)[table],
      tenant_id: tenantId,
    };
    await plant(table, own);
  }
  await plant('mails', { recipient: email });
  await plant('invitations', { tenant_id: tenantId, email });
  await admin.query('update users set name = $2 where id = $1', [userId, canary]);
  await admin.query('set session_replication_role = origin');
  return [...ofPerson, 'users', 'invitations', 'activity'].filter((table) => columnsOf(table).some(isText));
}

/** Every row of a business that holds no word of the person, as it will be when it names a former member. */
async function factsOf({ tenantId }: World, userId: string): Promise<string[]> {
  const gone = ['changes', 'idempotency_keys', 'account_closings', ...tablesWith('user_id')];
  const facts: string[] = [];
  for (const table of tablesWith('tenant_id').filter((name) => !gone.includes(name))) {
    const { rows } = await admin.query<{ line: string }>(
      `select replace(t::text, $2, $3) as line from public.${table} t where tenant_id = $1 and position($4 in t::text) = 0 order by 1`,
      [tenantId, userId, formerMember, canary],
    );
    for (const { line } of rows) facts.push(`${table} ${line}`);
  }
  return facts;
}

test('of a person nothing is left, what the business wrote stands, and the neighbour is as it was', async () => {
  await liftRules();
  const [world, neighbour] = [await makeWorld(admin, 'Kalan A.Ş.'), await makeWorld(admin, 'Öbür Ltd.')];
  const { userId, email } = world.members.sales;
  const planted = await plantPerson(world);
  mounted.ports.files.set(`${userId}/picture/1.webp`, { bytes: Buffer.from(canary), contentType: 'image/webp' });
  expect(planted.length).toBeGreaterThan(12);
  expect(await holding(canary)).toEqual(expect.arrayContaining([...new Set(planted)].sort()));
  const [facts, before] = [await factsOf(world, userId), await checksumOf(neighbour)];
  expect(facts.length).toBeGreaterThan(20);
  const now = new Date();
  await admin.query('insert into account_closings (user_id, requested_at, due_at) values ($1, $2, $3)', [
    userId,
    new Date(now.getTime() - closingDays * dayMs),
    now,
  ]);
  expect(await eraseDueAccounts({ ...mounted.app, clock: () => now, requestId: newId(), isPastDue: false })).toBe(1);
  for (const word of [canary, userId, email]) expect([word, await holding(word)]).toEqual([word, []]);
  expect([...mounted.ports.files.keys()].filter((key) => key.startsWith(userId))).toEqual([]);
  expect(await factsOf(world, userId)).toEqual(expect.arrayContaining(facts));
  expect(await checksumOf(neighbour)).toBe(before);
});
