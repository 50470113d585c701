-- An export of a business comes into an empty one: who asks, how far it is, and the role that writes the rows and nothing else.
create table tenant_imports (
  tenant_id uuid not null default app.tenant_id() references tenants (id) on delete cascade,
  id uuid not null,
  file_name text not null constraint "an import has a file name of at most 200 letters" check (length(file_name) between 1 and 200),
  size_bytes bigint not null check (size_bytes >= 1),
  state text not null default 'uploading'
    constraint "an import of a business is in one of its states" check (state in ('uploading', 'found', 'running', 'ready', 'failed')),
  -- What the manifest says, once somebody has looked: nothing of it is in the business yet.
  found jsonb check (length(found::text) <= 20000),
  row_count bigint not null default 0 check (row_count >= 0),
  file_count int not null default 0 check (file_count >= 0),
  -- Why it was refused, or what stood in the way of the last try: a name that the sites have words for, and what belongs into them.
  problem text constraint "a problem of an import has a short name" check (length(problem) between 1 and 60),
  problem_detail jsonb not null default '{}' check (length(problem_detail::text) <= 8000),
  -- Who belonged to the business there: names to invite, until the import is forgotten.
  people jsonb not null default '[]' check (length(people::text) <= 2000000),
  requested_by uuid default app.user_id(),
  created_at timestamptz not null default now(),
  -- The instant of the one transaction that brought all rows.
  kept_at timestamptz,
  finished_at timestamptz,
  expires_at timestamptz not null,
  held_until timestamptz,
  primary key (tenant_id, id),
  constraint "an import that looked knows what it found" check (state = 'uploading' or state = 'failed' or found is not null),
  constraint "a ready import kept its rows" check (state <> 'ready' or (kept_at is not null and finished_at is not null))
);
create unique index one_import_of_a_business_is_open on tenant_imports (tenant_id) where state in ('uploading', 'found', 'running');
create index tenant_imports_by_end on tenant_imports (expires_at);

call app.guard('tenant_imports');
create policy staff on tenant_imports to app_staff using (true) with check (true);
create policy system on tenant_imports to app_system using (true) with check (true);
grant select, delete on tenant_imports to app_staff;
grant insert (id, file_name, size_bytes, created_at, expires_at), update (state, found, problem, problem_detail, expires_at) on tenant_imports
  to app_staff;
grant select, update (state, row_count, file_count, problem, problem_detail, finished_at, expires_at, held_until) on tenant_imports to app_system;
grant update (state, row_count, file_count, people, kept_at) on tenant_imports to crmfex_maintenance;
create trigger tell_change after insert or update or delete on tenant_imports for each row when (current_user <> 'crmfex_maintenance')
  execute function app.tell_change('tenantImport', 'id', 'tenant_id');

-- The role is bound to one business as every audience is, may add rows and change none but the business's own settings.
grant usage on schema public, app, extensions to app_import;
grant execute on all functions in schema app to app_import;
alter default privileges for role crmfex_owner in schema app grant execute on functions to app_import;

create or replace procedure app.guard(table_name text) language plpgsql as $$
begin
  execute format('alter table public.%I enable row level security', table_name);
  execute format('alter table public.%I force row level security', table_name);
  execute format('create policy tenant on public.%I as restrictive to app_staff, app_portal, app_system, app_import
    using (tenant_id = (select app.tenant_id()))', table_name);
  execute format('create policy maintenance on public.%I to crmfex_maintenance using (true)', table_name);
  execute format('grant select, delete on public.%I to crmfex_maintenance', table_name);
  -- A table that no import fills takes this back: `revoke insert on … from app_import`.
  execute format('create policy import on public.%I to app_import using (true)', table_name);
  execute format('grant select, insert on public.%I to app_import', table_name);
end
$$;

do $$
declare
  found record;
begin
  for found in
    select c.relname from pg_class c join pg_policy p on p.polrelid = c.oid and p.polname = 'tenant'
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
  loop
    execute format('alter policy tenant on public.%I to app_staff, app_portal, app_system, app_import', found.relname);
    execute format('create policy import on public.%I to app_import using (true)', found.relname);
    execute format('grant select on public.%I to app_import', found.relname);
    execute format('grant insert on public.%I to app_import', found.relname);
  end loop;
end
$$;
-- No mail, no job, no session and no member comes out of a file; what is told to screens and what is exported is made here.
revoke insert on activity, changes, closings, exports, idempotency_keys, invitation_tokens, invitations, job_failures, mail_quotas,
  mail_servers, mails, members, outbox, portal_sessions, sessions, sign_ups, tenant_exports, tenant_imports, tenants from app_import;
revoke select on closings, idempotency_keys, invitation_tokens, job_failures, mail_servers, mails, outbox, portal_sessions, sessions, sign_ups
  from app_import;
grant update on tenants to app_import;
grant update (parent_id, title, detail, amount_minor, currency, name, words, touched_at) on search_entries to app_import;

-- A restore into a new business founds it; the operator alone runs it.
grant insert (id, name) on tenants to crmfex_maintenance;
grant insert (tenant_id, user_id, role) on members to crmfex_maintenance;

-- What follows from a record in daily work stands in the file already, or would be said about the past.
do $$
declare
  found record;
begin
  for found in
    select t.tgname, t.tgrelid::regclass as relation, pg_get_triggerdef(t.oid) as definition from pg_trigger t
    where not t.tgisinternal and t.tgname in ('follow_contact_inserted', 'follow_primary', 'begin_beyond_history', 'check_mail', 'settle',
      'check_allocation', 'void_payment', 'keep_issued_lines', 'keep_usual_series')
  loop
    execute format('drop trigger %I on %s', found.tgname, found.relation);
    execute case when found.definition ~ ' WHEN \('
      then regexp_replace(found.definition, ' WHEN \(', ' WHEN (current_user <> ''app_import'' and ')
      else replace(found.definition, ' EXECUTE FUNCTION ', ' WHEN (current_user <> ''app_import'') EXECUTE FUNCTION ') end;
  end loop;
end
$$;

-- Tables of tomorrow tell their changes and follow merges by these three.
create or replace function app.tell_change() returns trigger language plpgsql as $$
declare
  subject jsonb := to_jsonb(case tg_op when 'DELETE' then old else new end);
begin
  if current_user = 'app_import' then return null; end if;
  -- Below a cascade: from PostgreSQL 18 on its triggers run as the table's owner, before that one level deeper.
  if tg_op <> 'INSERT' and current_user = (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid) then return null; end if;
  if tg_op = 'DELETE' and pg_trigger_depth() > 1 then return null; end if;
  insert into public.changes (tenant_id, kind, subject_id)
  values ((subject ->> tg_argv[2])::uuid, tg_argv[0], (subject ->> tg_argv[1])::uuid)
  on conflict do nothing;
  return null;
end
$$;

create or replace function app.tell_hold() returns trigger language plpgsql as $$
declare
  held jsonb := to_jsonb(case tg_op when 'DELETE' then old else new end);
begin
  if current_user = 'app_import' or (tg_op = 'DELETE' and pg_trigger_depth() > 1) then return null; end if;
  insert into public.changes (tenant_id, kind, subject_id)
  values ((held ->> 'tenant_id')::uuid, case when held ->> 'client_id' is null then 'invoice' else 'client' end,
    (held ->> 'subject_id')::uuid)
  on conflict do nothing;
  return null;
end
$$;

-- What a merged client kept when it was merged, it keeps here.
create or replace function app.refuse_merged_client() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user = 'app_import' then return new; end if;
  if current_user = 'app_staff' then
    perform from clients c where c.tenant_id = new.tenant_id and c.id = new.client_id and c.merged_into is null for key share;
    if found then return new; end if;
  end if;
  if exists (
    select from clients c where c.tenant_id = new.tenant_id and c.id = new.client_id and c.merged_into is not null
  ) then
    raise exception 'a merged client takes nothing new' using errcode = 'foreign_key_violation',
      constraint = 'a merged client takes nothing new', table = tg_table_name;
  end if;
  return new;
end
$$;

-- What the business holds already, in its own words: a table that an import would fill and that is not empty. Null for a fresh business.
-- The one definition of emptiness; whoever asks sees what they may see of it.
create function app.first_filled_table() returns text language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
  found record;
  is_filled boolean;
begin
  for found in
    select c.relname from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and has_table_privilege('app_import', c.oid, 'INSERT')
      and has_column_privilege(c.oid, 'tenant_id', 'SELECT') and c.relname not in ('number_series', 'search_entries')
    order by c.relname not in ('clients', 'invoices', 'products', 'payments', 'files'), c.relname
  loop
    execute format('select exists (select from public.%I where tenant_id = app.tenant_id())', found.relname) into is_filled;
    if is_filled then return found.relname; end if;
  end loop;
  return null;
end
$$;
revoke all on function app.first_filled_table from public;
grant execute on function app.first_filled_table to app_staff;
