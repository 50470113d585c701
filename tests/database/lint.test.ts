// What must be true of every table, role and function whatever migration comes next; each rule is one query that finds nothing.
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { portalPermissions, rolePermissions } from '../../shared/permissions.ts';
import { definers } from './definers.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let admin: pg.Client;
beforeAll(async () => {
  database = await testDatabase();
  admin = database.admin;
});
afterAll(() => database.drop());

/** The first column of every row. */
async function found(text: string, values: unknown[] = []): Promise<string[]> {
  const { rows } = await admin.query<{ found: string }>(text, values);
  return rows.map((row) => row.found);
}

// Tables of the house, not of one tenant: people and what they did before they belonged anywhere, narrowed by their address. The
// tenant that a sign-up names is only reserved by it.
const houseTables =
  'account_closings authenticators backups consents email_changes erasures exchange_bulletins exchange_rates incident_events incidents job_failures operator_calls outside_sessions passkeys policy_notices policy_publications policy_readings promise_runs recovery_codes restore_drills retention_cases sign_in_failures sign_in_steps sign_ins sign_ups tenants user_tokens users'.split(
    ' ',
  );
const loginRoles = ['crmfex_api', 'crmfex_jobs', 'crmfex_maintenance'];
const audienceRoles = ['app_identity', 'app_portal', 'app_staff', 'app_system'];
const requestRoles = [...audienceRoles, 'crmfex_api', 'crmfex_jobs'];

const tenantTables = `
  select c.oid, c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    and c.relname <> all('{${houseTables.join(',')}}')`;

describe('tables', () => {
  test('without a tenant are the written few', async () => {
    const others = await found(`select relname as found from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and oid not in (select oid from (${tenantTables}) t)
      order by 1`);
    expect(others.filter((table) => !houseTables.includes(table))).toEqual([]);
  });

  test('all have row-level security, forced', async () => {
    const without = await found(`select relname as found from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)`);
    expect(without).toEqual([]);
  });

  test('of a tenant have a tenant_id that is never null', async () => {
    expect(
      await found(`select t.relname as found from (${tenantTables}) t join pg_attribute a on a.attrelid = t.oid
        where a.attname = 'tenant_id' and not a.attnotnull`),
    ).toEqual([]);
  });

  test('let erasure change every column that names a person, so that none names who was erased', async () => {
    const kept = await found(`select format('%s.%s', t.relname, a.attname) as found from (${tenantTables}) t
      join pg_attribute a on a.attrelid = t.oid and a.atttypid = 'uuid'::regtype and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
      where (a.attname ~ '(_by|author_id)$' or pg_get_expr(d.adbin, d.adrelid) ~ 'app\\.(user|actor)_id') and a.attname <> 'user_id' and t.relname <> 'idempotency_keys'
        and not has_column_privilege('crmfex_maintenance', t.oid, a.attnum, 'update')`);
    expect(kept).toEqual([]);
  });

  test('of a tenant have the restrictive tenant policy for all three audiences, the import and all commands', async () => {
    const guard = '(tenant_id = ( SELECT app.tenant_id() AS tenant_id))';
    const guarded = await found(
      `select tablename as found from pg_policies
       where schemaname = 'public' and policyname = 'tenant' and permissive = 'RESTRICTIVE' and cmd = 'ALL'
         and roles @> '{app_staff,app_portal,app_system,app_import}' and qual = $1 and coalesce(with_check, qual) = qual`,
      [guard],
    );
    expect(await found(`select relname as found from (${tenantTables}) t where relname <> all($1)`, [guarded])).toEqual(
      [],
    );
    const [own] = await found(
      `select qual as found from pg_policies where tablename = 'tenants' and permissive = 'RESTRICTIVE'`,
    );
    expect(own).toBe('(id = ( SELECT app.tenant_id() AS tenant_id))');
  });

  test('have primary and unique keys that begin with the tenant, except those on random tokens', async () => {
    const tokenKeys =
      'mail_tokens.mail_token_is_unique portal_sessions.portal_token_is_unique sessions.session_token_is_unique'.split(
        ' ',
      );
    const keys = await found(`select t.relname || '.' || i.relname as found from (${tenantTables}) t
      join pg_index x on x.indrelid = t.oid and x.indisunique join pg_class i on i.oid = x.indexrelid
      join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
      where a.attname <> 'tenant_id' order by 1`);
    expect(keys).toEqual(tokenKeys);
  });

  test('point at each other by tenant: a foreign key between tenant tables begins with tenant_id on both sides', async () => {
    expect(
      await found(`select c.conname || ' on ' || c.conrelid::regclass as found from pg_constraint c
        join (${tenantTables}) source on source.oid = c.conrelid join (${tenantTables}) target on target.oid = c.confrelid
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
        join pg_attribute b on b.attrelid = c.confrelid and b.attnum = c.confkey[1]
        where c.contype = 'f' and (a.attname <> 'tenant_id' or b.attname <> 'tenant_id')`),
    ).toEqual([]);
  });

  test('are no partitions and no materialized views, and views run as whoever asks', async () => {
    expect(
      await found(`select relname as found from pg_class where relnamespace in ('public'::regnamespace, 'app'::regnamespace)
        and (relispartition or relkind = 'm' or (relkind = 'v' and not coalesce(reloptions, '{}') @> '{security_invoker=true}'))`),
    ).toEqual([]);
  });

  test('give away no volume: no sequence and no identity column', async () => {
    expect(
      await found(
        `select relname as found from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace`,
      ),
    ).toEqual([]);
  });
});

describe('policies', () => {
  test('never cast a bare setting, which is empty after the first transaction', async () => {
    expect(
      await found(`select tablename || '.' || policyname as found from pg_policies
        where coalesce(qual, '') || coalesce(with_check, '') ~ 'current_setting'`),
    ).toEqual([]);
    expect(
      await found(`select proname as found from pg_proc where pronamespace in ('app'::regnamespace, 'gate'::regnamespace)
        and prosrc ~ 'current_setting' and prosrc !~ 'nullif\\(current_setting'`),
    ).toEqual([]);
  });

  test('read settings only through functions that may change between statements', async () => {
    expect(
      await found(`select proname as found from pg_proc where prosrc ~ 'current_setting' and provolatile = 'i'
        and pronamespace in ('app'::regnamespace, 'gate'::regnamespace)`),
    ).toEqual([]);
  });

  test('that admit everything stand only beside the restrictive tenant policy, or serve gate and maintenance', async () => {
    expect(
      await found(`select p.tablename || '.' || p.policyname as found from pg_policies p
        where p.schemaname = 'public' and p.permissive = 'PERMISSIVE' and coalesce(p.qual, 'true') = 'true'
          and coalesce(p.with_check, 'true') = 'true' and not p.roles <@ '{crmfex_gate,crmfex_maintenance}'
          and not exists (select from pg_policies r where r.tablename = p.tablename and r.permissive = 'RESTRICTIVE' and r.roles @> p.roles)`),
    ).toEqual([]);
  });
});

describe('roles', () => {
  test('of the house have no attribute beyond login, and inherit nothing; the drill alone makes databases', async () => {
    const all = [...audienceRoles, 'app_import', 'crmfex_gate', 'crmfex_owner', ...loginRoles];
    const { rows } = await admin.query(
      `select rolname, rolcanlogin from pg_roles where rolname = any($1)
         and not (rolsuper or rolbypassrls or rolcreaterole or rolreplication or rolinherit)
         and rolcreatedb = (rolname = 'crmfex_maintenance') order by 1`,
      [all],
    );
    expect(rows).toEqual(all.sort().map((rolname) => ({ rolname, rolcanlogin: loginRoles.includes(rolname) })));
  });

  test('are entered exactly as written, and never inherited or handed on', async () => {
    const memberships =
      await found(`select m.member::regrole || ' -> ' || m.roleid::regrole as found from pg_auth_members m
      where m.member::regrole::text ~ '^(app_|crmfex_)' order by 1`);
    expect(memberships).toEqual([
      'crmfex_api -> app_identity',
      'crmfex_api -> app_portal',
      'crmfex_api -> app_staff',
      'crmfex_jobs -> app_system',
      'crmfex_maintenance -> app_import',
      'crmfex_owner -> crmfex_gate',
    ]);
    expect(
      await found(`select m.member::regrole::text as found from pg_auth_members m
        where m.member::regrole::text ~ '^(app_|crmfex_)' and (m.inherit_option or m.admin_option)`),
    ).toEqual([]);
  });

  test('on the request path own nothing', async () => {
    expect(
      await found(
        `select c.relname as found from pg_class c where c.relowner::regrole::text = any($1)
         union all select p.proname from pg_proc p where p.proowner::regrole::text = any($1)`,
        [[...requestRoles, 'crmfex_maintenance']],
      ),
    ).toEqual([]);
  });

  test('hold only the four rights on rows: no TRUNCATE, REFERENCES, TRIGGER or MAINTAIN', async () => {
    expect(
      await found(`select c.relname || ' ' || x.privilege_type || ' ' || x.grantee::regrole as found
        from pg_class c, aclexplode(c.relacl) x where c.relnamespace in ('public'::regnamespace, 'gate'::regnamespace)
          and x.grantee <> c.relowner and x.privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')`),
    ).toEqual([]);
  });

  test('write by column: no audience inserts or updates a whole row, and none touches tenant or key of a row', async () => {
    const whole = await found(
      `select c.relname || ' ' || x.privilege_type || ' ' || x.grantee::regrole as found
       from pg_class c, aclexplode(c.relacl) x where c.relnamespace = 'public'::regnamespace
         and x.grantee::regrole::text = any($1) and x.privilege_type in ('INSERT', 'UPDATE') order by 1`,
      [requestRoles],
    );
    // Two tables whose every column is written each time: by the trigger of changes, by the counter of failed sign-ins.
    expect(whole.filter((right) => !/^(changes INSERT|sign_in_failures)/.test(right))).toEqual([]);
    expect(
      await found(
        `select c.relname || '.' || a.attname as found from pg_class c join pg_attribute a on a.attrelid = c.oid, aclexplode(a.attacl) x
         where c.relnamespace = 'public'::regnamespace and x.privilege_type = 'UPDATE' and x.grantee::regrole::text = any($1)
           and a.attname in ('tenant_id', 'id')`,
        [requestRoles],
      ),
    ).toEqual([]);
  });

  test('that log in read and write no table before they have stepped in', async () => {
    expect(
      await found(
        `select c.relname || ' ' || r.role as found from pg_class c, unnest($1::text[]) r(role)
         where c.relnamespace in ('public'::regnamespace, 'gate'::regnamespace) and c.relkind in ('r', 'v', 'p')
           and has_any_column_privilege(r.role, c.oid, 'SELECT, INSERT, UPDATE')`,
        [['crmfex_api', 'crmfex_jobs']],
      ),
    ).toEqual([]);
  });

  test('can create nothing: no schema, and no temporary table but where imports are staged', async () => {
    const makers = await found(
      `select r.role || ' in ' || n.nspname as found from unnest($1::text[]) r(role), pg_namespace n
       where n.nspname !~ '^pg_' and has_schema_privilege(r.role, n.oid, 'CREATE')
       union all select r.role || ' temporary' from unnest($1::text[]) r(role) where has_database_privilege(r.role, current_database(), 'TEMP, CREATE')`,
      [[...requestRoles, 'app_import', 'crmfex_maintenance']],
    );
    expect(makers).toEqual(['crmfex_maintenance temporary']);
  });
});

describe('functions', () => {
  test('that run as their owner are the written list', async () => {
    const written = await found(`select p.oid::regproc::text as found from pg_proc p
      where p.prosecdef and p.pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) order by 1`);
    expect(written).toEqual(definers);
  });

  test('that run as their owner belong to the gate, which cannot log in, and look nowhere but where they say', async () => {
    expect(
      await found(`select proname as found from pg_proc where prosecdef and pronamespace = 'gate'::regnamespace
        and (proowner::regrole::text <> 'crmfex_gate' or not exists (
          select from unnest(proconfig) c where c in ('search_path=pg_catalog, pg_temp', 'search_path=pg_catalog, public, pg_temp')))`),
    ).toEqual([]);
    expect(
      await found(`select proname as found from pg_proc where prosecdef and pronamespace = 'app'::regnamespace`),
    ).toEqual([]);
  });

  test('of app and gate are executable by nobody in general', async () => {
    expect(
      await found(`select p.oid::regproc::text as found from pg_proc p
        left join lateral aclexplode(p.proacl) x on true
        where p.pronamespace in ('app'::regnamespace, 'gate'::regnamespace) and (p.proacl is null or x.grantee = 0)`),
    ).toEqual([]);
  });
});

describe('role_permissions', () => {
  test('are the rows that shared/permissions.ts generates', async () => {
    const { rows } = await admin.query<{ role: string; permission: string }>(
      'select role, permission from gate.role_permissions',
    );
    const expected = [
      ...Object.entries(rolePermissions).flatMap(([role, all]) => all.map((permission) => `${role} ${permission}`)),
      ...portalPermissions.map((permission) => `portal ${permission}`),
    ];
    expect(rows.map(({ role, permission }) => `${role} ${permission}`).sort()).toEqual(expected.sort());
  });
});
