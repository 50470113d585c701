// The whole schema as one text, read from the catalogue in a fixed order: what a reviewer sees change when a migration changes it.
import type { ClientBase } from 'pg';

const ours = `in ('public'::regnamespace, 'app'::regnamespace, 'gate'::regnamespace)`;

async function lines(client: ClientBase, text: string): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(text);
  return rows.map(({ line }) => line);
}

/** A definition read as a block: rows of the same object stand together, an empty line between objects. */
async function blocks(client: ClientBase, text: string): Promise<string> {
  const { rows } = await client.query<{ object: string; line: string }>(text);
  const byObject = Map.groupBy(rows, ({ object }) => object);
  return [...byObject.values()].map((block) => block.map(({ line }) => line).join('\n')).join('\n\n');
}

const roleLines = `
  select format('%s%s%s', rolname, case when rolcanlogin then ', logs in' else '' end,
    coalesce(', may step into ' || (
      select string_agg(m.roleid::regrole::text, ', ' order by m.roleid::regrole::text) from pg_auth_members m where m.member = r.oid
    ), '')) as line
  from pg_roles r where rolname ~ '^(app_|crmfex_)' order by rolname`;

const tableBlocks = `
  select c.oid::regclass::text as object, part.line
  from pg_class c cross join lateral (
    select 1 as kind, 0 as place, format('create table %s', c.oid::regclass) as line
    union all
    select 2, a.attnum, format('  %I %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
      case when a.attcollation not in (0, (select typcollation from pg_type t where t.oid = a.atttypid)) then
        ' collate ' || a.attcollation::regcollation else '' end,
      case when a.attnotnull then ' not null' else '' end,
      case when a.attgenerated <> '' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
        when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end)
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    union all
    select 3, row_number() over (order by conname)::int, format('  constraint %I %s', conname, pg_get_constraintdef(oid))
    from pg_constraint where conrelid = c.oid and contype not in ('n', 't')
    union all
    select 4, row_number() over (order by indexrelid::regclass::text)::int, '  ' || pg_get_indexdef(indexrelid)
    from pg_index where indrelid = c.oid and not exists (select from pg_constraint where conindid = indexrelid)
    union all
    select 5, row_number() over (order by tgname)::int, '  ' || pg_get_triggerdef(oid)
    from pg_trigger where tgrelid = c.oid and not tgisinternal
    union all
    select 6, 0, case when relrowsecurity then '  row security' || case when relforcerowsecurity then ', forced' else '' end
      else '  no row security' end
    union all
    select 7, row_number() over (order by policyname)::int, format('  policy %s (%s) for %s to %s%s%s', policyname, lower(permissive),
      lower(cmd), array_to_string(roles, ', '), ' using ' || qual, ' with check ' || with_check)
    from pg_policies where schemaname = c.relnamespace::regnamespace::text and tablename = c.relname
    union all
    select 8, row_number() over (order by grantee::regrole::text)::int, format('  %s may %s', grantee::regrole,
      lower(string_agg(privilege_type, ', ' order by privilege_type)))
    from aclexplode(c.relacl) where grantee <> c.relowner group by grantee
    union all
    select 9, row_number() over (order by x.grantee::regrole::text, x.privilege_type)::int, format('  %s may %s (%s)', x.grantee::regrole,
      lower(x.privilege_type), string_agg(a.attname, ', ' order by a.attnum))
    from pg_attribute a, aclexplode(a.attacl) x where a.attrelid = c.oid group by x.grantee, x.privilege_type
  ) part
  where c.relkind = 'r' and c.relnamespace ${ours} order by 1, part.kind, part.place`;

const functionBlocks = `
  select p.oid::regprocedure::text as object, part.line
  from pg_proc p cross join lateral (
    select 1 as kind, trim(trailing E'\\n' from pg_get_functiondef(p.oid)) || ';' as line
    union all
    select 2, format('-- owned by %s, executable by %s', p.proowner::regrole, coalesce((
      select string_agg(case grantee when 0 then 'everybody' else grantee::regrole::text end, ', ' order by grantee::regrole::text)
      from aclexplode(p.proacl) where grantee <> p.proowner), case when p.proacl is null then 'everybody' else 'nobody else' end))
  ) part
  where p.pronamespace ${ours} order by 1, part.kind`;

/** Reads the schema that the migrations have made. */
export async function describeSchema(client: ClientBase): Promise<string> {
  const roles = (await lines(client, roleLines)).map((line) => `-- role ${line}`).join('\n');
  const parts = [
    '-- The schema as the migrations leave it. Written by tests/database/schema.test.ts (vitest -u); never edited by hand.',
    roles,
    await blocks(client, tableBlocks),
    await blocks(client, functionBlocks),
  ];
  return `${parts.join('\n\n')}\n`;
}
