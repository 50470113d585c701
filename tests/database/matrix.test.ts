// Every table × every audience × every verb against another tenant's row, generated from the catalogue.
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

const roles = ['app_staff', 'app_portal', 'app_system', 'app_import'] as const;
type Role = (typeof roles)[number];
type Column = { name: string; type: string };
type Table = { name: string; tenantColumn: string; columns: Column[] };

const own = newId();
const foreign = newId();
// One id for everything else: of user, link and document too, so that nothing but the tenant keeps the two apart.
const shared = newId();

let database: TestDatabase;
let admin: pg.Client;
let tables: Table[];
/** The transaction that wrote the other tenant's row, by table. */
const planted = new Map<string, string>();

const valueOfType: Record<string, unknown> = {
  uuid: shared,
  text: 'x',
  int4: 1,
  int8: 1,
  numeric: '1',
  bool: true,
  date: '2026-01-01',
  timestamptz: '2026-01-01T00:00:00Z',
  jsonb: '{}',
  bytea: Buffer.alloc(32),
  xid8: '1',
};

function valueOf({ type, name }: Column, tenantId: string, tenantColumn: string): unknown {
  if (name === tenantColumn) return tenantId;
  if (!(type in valueOfType)) throw new Error(`The matrix does not know how to fill a column of type ${type}.`);
  // Two tokens are never the same, so neither are the keys on them.
  return type === 'bytea' ? Buffer.alloc(32, tenantId === own ? 1 : 2) : valueOfType[type];
}

async function readTables(): Promise<Table[]> {
  const { rows } = await admin.query<{ name: string; column: string; type: string }>(
    `select c.relname as name, a.attname as column, t.typname as type
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     join pg_type t on t.oid = a.atttypid
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
       and exists (select from pg_policies p where p.tablename = c.relname and p.policyname = 'tenant' and p.permissive = 'RESTRICTIVE')
     order by 1, a.attnum`,
  );
  const byName = Map.groupBy(rows, ({ name }) => name);
  return [...byName].map(([name, columns]) => ({
    name,
    tenantColumn: name === 'tenants' ? 'id' : 'tenant_id',
    columns: columns.map(({ column, type }) => ({ name: column, type })),
  }));
}

/** Business rules step aside, so that a row of each tenant can stand in every table: only row-level security is on trial. */
async function plant(table: Table): Promise<void> {
  const { rows } = await admin.query<{ name: string }>(
    `select conname as name from pg_constraint where conrelid = $1::regclass and contype = 'c'`,
    [table.name],
  );
  for (const { name } of rows)
    await admin.query(`alter table ${table.name} drop constraint ${admin.escapeIdentifier(name)}`);
  await admin.query(`alter table ${table.name} disable trigger all`);
  const names = table.columns.map(({ name }) => name).join(', ');
  const holes = table.columns.map((_, place) => `$${place + 1}`).join(', ');
  for (const tenantId of [own, foreign]) {
    const values = table.columns.map((column) => valueOf(column, tenantId, table.tenantColumn));
    await admin.query(`insert into ${table.name} (${names}) values (${holes})`, values);
  }
  const condition = `${table.tenantColumn} = $1`;
  const found = await admin.query<{ xmin: string }>(`select xmin::text from ${table.name} where ${condition}`, [
    foreign,
  ]);
  planted.set(table.name, found.rows[0]?.xmin ?? '');
}

beforeAll(async () => {
  database = await testDatabase();
  admin = database.admin;
  tables = await readTables();
  for (const table of tables) await plant(table);
});
afterAll(() => database.drop());

type Outcome = { rowCount: number } | { refused: string };

/** Runs a statement as the role in one tenant's scope and undoes it; a refusal for lack of rights is an outcome, too. */
async function as(role: Role, tenantId: string, table: Table, text: string, values: unknown[] = []): Promise<Outcome> {
  await admin.query('begin');
  try {
    const settings = { tenant_id: tenantId, user_id: shared, link_id: shared, document_id: shared, session_id: shared };
    for (const [name, value] of Object.entries(settings)) {
      await admin.query('select set_config($1, $2, true)', [`app.${name}`, value]);
    }
    await admin.query(`set local role ${role}`);
    const result = await admin.query(text, values);
    await admin.query('reset role');
    expect(await isForeignRowUntouched(table), `${text}: the other tenant’s row`).toBe(true);
    return { rowCount: result.rowCount ?? 0 };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '42501') return { refused: error.message };
    throw error;
  } finally {
    await admin.query('rollback');
  }
}

/** Whether the other tenant's row is still the very one that was planted. */
async function isForeignRowUntouched({ name, tenantColumn }: Table): Promise<boolean> {
  const { rows } = await admin.query<{ xmin: string }>(`select xmin::text from ${name} where ${tenantColumn} = $1`, [
    foreign,
  ]);
  return rows.length === 1 && rows[0]?.xmin === planted.get(name);
}

async function columnsWith(role: Role, table: Table, right: 'INSERT' | 'UPDATE'): Promise<Column[]> {
  const { rows } = await admin.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $2::regclass and attnum > 0 and not attisdropped
       and has_column_privilege($1, $2::regclass, attnum, $3)`,
    [role, table.name, right],
  );
  return table.columns.filter(({ name }) => rows.some((row) => row.name === name));
}

const seesOwn = new Map<string, Role[]>();

describe.each(roles)('%s', (role) => {
  test('reads rows of its tenant only, and none without a tenant', async () => {
    for (const table of tables) {
      const inside = await as(role, own, table, `select 1 from ${table.name}`);
      if ('refused' in inside) continue;
      expect(inside.rowCount, table.name).toBeLessThanOrEqual(1);
      if (inside.rowCount === 1) seesOwn.set(table.name, [...(seesOwn.get(table.name) ?? []), role]);
      expect(await as(role, '', table, `select 1 from ${table.name}`), `${table.name} without a tenant`).toEqual({
        rowCount: 0,
      });
      const asked = await as(role, own, table, `select 1 from ${table.name} where ${table.tenantColumn} = $1`, [
        foreign,
      ]);
      if ('rowCount' in asked) expect(asked.rowCount, `${table.name} of another`).toBe(0);
    }
  });

  test('changes no column of another tenant’s row, and moves no row to it', async () => {
    for (const table of tables) {
      for (const column of await columnsWith(role, table, 'UPDATE')) {
        const value = valueOf(column, own, table.tenantColumn);
        const outcome = await as(role, own, table, `update ${table.name} set ${column.name} = $1`, [value]);
        if ('rowCount' in outcome) expect(outcome.rowCount, `${table.name}.${column.name}`).toBeLessThanOrEqual(1);
        const unscoped = await as(role, '', table, `update ${table.name} set ${column.name} = $1`, [value]);
        if ('rowCount' in unscoped) expect(unscoped.rowCount, `${table.name}.${column.name}`).toBe(0);
      }
      const moved = await as(role, own, table, `update ${table.name} set ${table.tenantColumn} = $1`, [foreign]);
      expect(moved, table.name).toHaveProperty('refused');
    }
  });

  test('deletes no row of another tenant', async () => {
    for (const table of tables) {
      const outcome = await as(role, own, table, `delete from ${table.name}`);
      if ('rowCount' in outcome) expect(outcome.rowCount, table.name).toBeLessThanOrEqual(1);
      const unscoped = await as(role, '', table, `delete from ${table.name}`);
      if ('rowCount' in unscoped) expect(unscoped.rowCount, table.name).toBe(0);
    }
  });

  test('inserts no row for another tenant, and none without a tenant', async () => {
    for (const table of tables) {
      const columns = await columnsWith(role, table, 'INSERT');
      if (columns.length === 0) continue;
      const named = [
        ...columns.filter(({ name }) => name !== table.tenantColumn),
        { name: table.tenantColumn, type: 'uuid' },
      ];
      const text = `insert into ${table.name} (${named.map(({ name }) => name).join(', ')})
        values (${named.map((_, place) => `$${place + 1}`).join(', ')})`;
      // Other keys than those of the planted rows, so that nothing but the policy can refuse.
      const values = named.map((column) =>
        column.name === table.tenantColumn
          ? foreign
          : column.type === 'uuid'
            ? newId()
            : valueOf(column, own, table.tenantColumn),
      );
      expect(await as(role, own, table, text, values), table.name).toHaveProperty('refused');
      expect(await as(role, '', table, text, values), table.name).toHaveProperty('refused');
    }
  });
});

test('the matrix is not empty: every table shows its own row to some audience, or is written for the gate alone', () => {
  const forTheGate = ['invitation_tokens', 'portal_sessions'];
  const unseen = tables.map(({ name }) => name).filter((name) => !seesOwn.has(name) && !forTheGate.includes(name));
  expect(unseen).toEqual([]);
  expect(tables.length).toBeGreaterThan(12);
});
