-- A person who is to be deleted: thirty days in which the account opens nothing but the way back, and in which no business may count on its owner.
create table account_closings (
  user_id uuid primary key default app.user_id() references users (id) on delete cascade,
  requested_at timestamptz not null default now(),
  due_at timestamptz not null,
  -- Set when erasure begins, from when on nothing can be taken back.
  erasing_at timestamptz,
  week_told_at timestamptz,
  day_told_at timestamptz,
  constraint an_account_leaves_thirty_days check (due_at >= requested_at + interval '30 days' - interval '1 minute')
);
create index account_closings_by_end on account_closings (due_at);
alter table account_closings enable row level security;
alter table account_closings force row level security;
create policy own on account_closings to app_identity using (user_id = (select app.user_id()));
create policy own_keeps_what_goes on account_closings as restrictive for delete to app_identity using (erasing_at is null);
create policy colleagues on account_closings for select to app_staff, app_system
  using (exists (select from members m where m.user_id = account_closings.user_id));
create policy gate on account_closings for select to crmfex_gate using (true);
create policy gate_tells on account_closings for update to crmfex_gate using (true);
create policy maintenance on account_closings to crmfex_maintenance using (true);
grant select, insert (due_at), delete on account_closings to app_identity;
grant select (user_id, due_at) on account_closings to app_staff, app_system;
grant select, update (week_told_at, day_told_at) on account_closings to crmfex_gate;
grant select, delete, update (erasing_at) on account_closings to crmfex_maintenance;

-- Whoever is leaving may look at their deletion, take it back, take their data along and sign out; nothing else.
insert into gate.role_permissions (role, permission)
select role, 'account:keep' from unnest(array['owner', 'admin', 'accountant', 'sales', 'viewer']) role;

set local role crmfex_gate;
create or replace function gate.staff_scope(hash bytea, need text)
returns table (session_id uuid, tenant_id uuid, user_id uuid, is_allowed boolean, is_stale boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.id, s.tenant_id, s.user_id,
    exists (select from gate.role_permissions p where p.role = m.role and p.permission = need)
      and (need = 'account:keep' or not exists (select from public.account_closings a where a.user_id = s.user_id))
      and (need ~ '^account:|:(read|own|export)$' or not exists (select from public.closings c where c.tenant_id = s.tenant_id)),
    s.last_seen_at < now() - interval '5 minutes'
  from public.sessions s
  join public.members m on m.tenant_id = s.tenant_id and m.user_id = s.user_id
  where s.token_hash = hash and s.revoked_at is null and s.expires_at > now() and s.last_seen_at > now() - interval '12 hours'
$$;
set local role crmfex_owner;

create function gate.is_leaving(person uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.account_closings a where a.user_id = person)
$$;

create or replace function gate.enter(hash bytea, audience text, need text) returns void language plpgsql volatile as $$
declare
  scope record;
begin
  if audience = 'staff' then
    select * into scope from gate.staff_scope(hash, need);
    if not found then raise exception 'no live session' using errcode = '28000'; end if;
    if not scope.is_allowed then
      if gate.is_leaving(scope.user_id) then raise exception 'the account is being deleted' using errcode = 'CF424'; end if;
      if gate.is_closing(scope.tenant_id) then raise exception 'the business is being deleted' using errcode = 'CF423'; end if;
      raise exception 'the role lacks %', need using errcode = 'CF403';
    end if;
    if scope.is_stale then perform gate.session_seen(scope.tenant_id, scope.session_id); end if;
    perform set_config('app.tenant_id', scope.tenant_id::text, true), set_config('app.user_id', scope.user_id::text, true),
      set_config('app.session_id', scope.session_id::text, true), set_config('app.actor_kind', 'staff', true);
    perform set_config('role', 'app_staff', true);
  elsif audience = 'portal' then
    select * into scope from gate.portal_scope(hash);
    if not found then raise exception 'no live session' using errcode = '28000'; end if;
    if not gate.portal_may(need) then raise exception 'the portal lacks %', need using errcode = 'CF403'; end if;
    perform set_config('app.tenant_id', scope.tenant_id::text, true), set_config('app.link_id', scope.link_id::text, true),
      set_config('app.document_id', scope.document_id::text, true), set_config('app.actor_kind', 'portal', true);
    perform set_config('role', 'app_portal', true);
  else
    raise exception 'unknown audience' using errcode = '28000';
  end if;
end
$$;

-- The own account, in every business at once, for what the endpoint needs.
drop function gate.enter_self(bytea, boolean);
drop function gate.self_scope(bytea);
create function gate.self_scope(hash bytea, need text) returns table (session_id uuid, user_id uuid, email text, is_allowed boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.session_id, s.user_id, u.email, s.is_allowed
  from gate.staff_scope(hash, need) s join public.users u on u.id = s.user_id
$$;
create function gate.enter_self(hash bytea, need text, must_be_recent boolean) returns void language plpgsql volatile as $$
declare
  scope record;
begin
  select * into scope from gate.self_scope(hash, need);
  if not found then raise exception 'no live session' using errcode = '28000'; end if;
  if not scope.is_allowed then
    if gate.is_leaving(scope.user_id) then raise exception 'the account is being deleted' using errcode = 'CF424'; end if;
    raise exception 'the role lacks %', need using errcode = 'CF403';
  end if;
  if must_be_recent and gate.is_recent(hash) is not true then raise exception 'show again who you are' using errcode = 'CF401'; end if;
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000000', true), set_config('app.user_id', scope.user_id::text, true),
    set_config('app.session_id', scope.session_id::text, true), set_config('app.email', scope.email, true),
    set_config('app.actor_kind', 'staff', true);
  perform set_config('role', 'app_identity', true);
end
$$;

create or replace function gate.enter_founding(hash bytea, tenant uuid) returns void language plpgsql volatile as $$
declare
  person record;
begin
  select s.user_id, s.is_allowed into person from gate.staff_scope(hash, 'account:own') s;
  if not found then raise exception 'no live session' using errcode = '28000'; end if;
  if gate.is_leaving(person.user_id) then raise exception 'the account is being deleted' using errcode = 'CF424'; end if;
  if not person.is_allowed then raise exception 'the role lacks account:own' using errcode = 'CF403'; end if;
  perform set_config('app.user_id', person.user_id::text, true), set_config('app.tenant_id', tenant::text, true),
    set_config('app.email', gate.email_of_user(person.user_id), true), set_config('app.actor_kind', 'staff', true);
  perform set_config('role', 'app_identity', true);
end
$$;

set local role crmfex_gate;
create or replace function gate.move_session(hash bytea, target uuid, fresh bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  person record;
begin
  select s.user_id, s.is_allowed into person from gate.staff_scope(hash, 'account:own') s;
  if not found then raise exception 'no live session' using errcode = '28000'; end if;
  if exists (select from public.account_closings a where a.user_id = person.user_id) then
    raise exception 'the account is being deleted' using errcode = 'CF424';
  end if;
  update public.members m set last_entered_at = now() where m.tenant_id = target and m.user_id = person.user_id;
  if not found then return false; end if;
  update public.sessions s set tenant_id = target, token_hash = fresh, last_seen_at = now() where s.token_hash = hash;
  return true;
end
$$;

-- What they had begun stops as if they had left already.
create or replace function gate.table_scope(tenant uuid, message uuid) returns table (user_id uuid, is_allowed boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.user_id, m.user_id is not null and exists (
    select from gate.role_permissions p where p.role = m.role
      and p.permission = case when o.queue = 'export-make' then 'tables:export' else 'tables:import' end
  )
  from public.outbox o
  left join public.imports i on i.tenant_id = o.tenant_id and i.id = (o.body ->> 'importId')::uuid
  left join public.exports e on e.tenant_id = o.tenant_id and e.id = (o.body ->> 'exportId')::uuid
  left join public.members m on m.tenant_id = o.tenant_id and m.user_id = coalesce(i.acted_by, e.created_by)
    and not exists (select from public.account_closings a where a.user_id = m.user_id)
  where o.tenant_id = tenant and o.id = message
    and o.queue in ('import-read', 'import-check', 'import-run', 'import-undo', 'export-make')
    and (o.queue = 'export-make' or not exists (select from public.closings c where c.tenant_id = tenant))
$$;
set local role crmfex_owner;

revoke all on function gate.is_leaving, gate.self_scope, gate.enter_self from public;
grant execute on function gate.is_leaving, gate.self_scope, gate.enter_self to crmfex_api;
-- Last, since rights on a function can only be given and taken by its owner, and anybody else is merely warned.
alter function gate.is_leaving owner to crmfex_gate;
alter function gate.self_scope owner to crmfex_gate;
