-- Members whose data a business only keeps (GDPR art. 18): until it is lifted they are out of this business, and of no other.
create table member_restrictions (
  tenant_id uuid not null default app.tenant_id() references tenants on delete cascade,
  id uuid not null,
  -- Not the membership: what was restricted stays so, and stays known, when somebody leaves and is invited again.
  user_id uuid not null references users (id) on delete cascade,
  reason text not null
    constraint "a restriction of a member has a reason" check (length(reason) between 3 and 500),
  restricted_by uuid not null default app.user_id(),
  restricted_at timestamptz not null,
  lifted_by uuid,
  lifted_at timestamptz,
  primary key (tenant_id, id),
  constraint "nobody restricts themselves" check (user_id <> restricted_by),
  constraint "nobody lifts their own restriction" check (user_id <> lifted_by),
  constraint "a restriction of a member is lifted by somebody after it began"
    check (num_nonnulls(lifted_by, lifted_at) in (0, 2) and lifted_at >= restricted_at)
);
create unique index "a member is restricted once at a time" on member_restrictions (tenant_id, user_id) where lifted_at is null;
create index member_restrictions_of_user on member_restrictions (user_id, restricted_at desc);
call app.guard('member_restrictions');
-- No member comes out of a file, so nothing that is said of one.
revoke insert on member_restrictions from app_import;
create policy staff on member_restrictions for select to app_staff using (true);
create policy staff_restricts on member_restrictions for insert to app_staff with check (lifted_at is null);
-- What is over stays as it was.
create policy staff_lifts on member_restrictions for update to app_staff using (lifted_at is null) with check (true);
create policy system on member_restrictions for select to app_system using (true);
create policy identity on member_restrictions for select to app_identity using (exists (select from users u where u.id = member_restrictions.user_id));
create policy gate on member_restrictions for select to crmfex_gate using (true);
grant select, insert (id, user_id, reason, restricted_at), update (lifted_by, lifted_at) on member_restrictions to app_staff;
grant select on member_restrictions to app_system, app_identity, crmfex_gate;
create trigger tell_change after insert or update on member_restrictions for each row when (current_user <> 'crmfex_maintenance')
  execute function app.tell_change('member', 'user_id', 'tenant_id');

create function app.is_member_restricted(tenant uuid, person uuid) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from member_restrictions r where r.tenant_id = tenant and r.user_id = person and r.lifted_at is null)
$$;

-- A business needs an owner who can act: restricted ones do not count. Under the same lock as whatever else concerns owners.
create function app.has_other_owner(tenant uuid, person uuid) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select from members m where m.tenant_id = tenant and m.role = 'owner' and m.user_id <> person
      and not app.is_member_restricted(tenant, m.user_id)
  )
$$;
revoke all on function app.is_member_restricted, app.has_other_owner from public;
grant execute on function app.is_member_restricted to app_staff, app_system, app_identity, crmfex_gate;
grant execute on function app.has_other_owner to app_staff;

create or replace function app.keep_owners() returns trigger language plpgsql as $$
declare
  actor_role text;
begin
  -- Below a cascade the business or the person itself goes.
  if pg_trigger_depth() > 1 or current_user = 'crmfex_maintenance' then return coalesce(new, old); end if;
  perform pg_advisory_xact_lock(hashtextextended('owners ' || old.tenant_id, 0));
  if app.actor_kind() = 'staff' and app.user_id() is not null then
    select m.role into actor_role from public.members m where m.tenant_id = old.tenant_id and m.user_id = app.user_id();
    if actor_role is distinct from 'owner' and (old.role = 'owner' or (tg_op = 'UPDATE' and new.role = 'owner')) then
      raise exception 'only an owner decides about owners' using errcode = 'CF403';
    end if;
  end if;
  if old.role = 'owner' and (tg_op = 'DELETE' or new.role <> 'owner') and not app.has_other_owner(old.tenant_id, old.user_id) then
    raise exception 'a business has an owner' using errcode = '23514', constraint = 'a business has an owner';
  end if;
  return coalesce(new, old);
end
$$;

create function app.check_member_restriction() returns trigger language plpgsql as $$
declare
  actor_role text;
  restricted_role text;
begin
  perform pg_advisory_xact_lock(hashtextextended('owners ' || new.tenant_id, 0));
  -- Whoever was restricted while they waited for the lock no longer decides.
  if app.is_member_restricted(new.tenant_id, app.user_id()) then
    raise exception 'the member is restricted' using errcode = 'CF424';
  end if;
  select m.role into restricted_role from public.members m where m.tenant_id = new.tenant_id and m.user_id = new.user_id;
  if tg_op = 'INSERT' and restricted_role is null then
    raise exception 'only a member is restricted' using errcode = '23514', constraint = 'only a member is restricted';
  end if;
  if restricted_role = 'owner' then
    select m.role into actor_role from public.members m where m.tenant_id = new.tenant_id and m.user_id = app.user_id();
    if actor_role is distinct from 'owner' then
      raise exception 'only an owner decides about owners' using errcode = 'CF403';
    end if;
    if tg_op = 'INSERT' and not app.has_other_owner(new.tenant_id, new.user_id) then
      raise exception 'an owner who can act stays' using errcode = '23514', constraint = 'an owner who can act stays';
    end if;
  end if;
  return new;
end
$$;
revoke all on function app.check_member_restriction from public;
grant execute on function app.check_member_restriction to app_staff;
create trigger check_member_restriction before insert or update on member_restrictions for each row
  when (current_user <> 'crmfex_maintenance') execute function app.check_member_restriction();

-- What stays possible for a restricted member is the own account: to see that it is so, to take the own data along, to go elsewhere.
set local role crmfex_gate;
create or replace function gate.staff_scope(hash bytea, need text)
returns table (session_id uuid, tenant_id uuid, user_id uuid, is_allowed boolean, is_stale boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.id, s.tenant_id, s.user_id,
    exists (select from gate.role_permissions p where p.role = m.role and p.permission = need)
      and (need ~ ':(read|own|export)$' or not exists (select from public.closings c where c.tenant_id = s.tenant_id))
      and (need = 'account:own' or not exists (
        select from public.member_restrictions r where r.tenant_id = s.tenant_id and r.user_id = s.user_id and r.lifted_at is null)),
    s.last_seen_at < now() - interval '5 minutes'
  from public.sessions s
  join public.members m on m.tenant_id = s.tenant_id and m.user_id = s.user_id
  where s.token_hash = hash and s.revoked_at is null and s.expires_at > now() and s.last_seen_at > now() - interval '12 hours'
$$;

-- Nor does a message act with their rights.
create or replace function gate.table_scope(tenant uuid, message uuid) returns table (user_id uuid, is_allowed boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.user_id, m.user_id is not null and not app.is_member_restricted(tenant, m.user_id) and exists (
    select from gate.role_permissions p where p.role = m.role
      and p.permission = case when o.queue = 'export-make' then 'tables:export' else 'tables:import' end
  )
  from public.outbox o
  left join public.imports i on i.tenant_id = o.tenant_id and i.id = (o.body ->> 'importId')::uuid
  left join public.exports e on e.tenant_id = o.tenant_id and e.id = (o.body ->> 'exportId')::uuid
  left join public.members m on m.tenant_id = o.tenant_id and m.user_id = coalesce(i.acted_by, e.created_by)
  where o.tenant_id = tenant and o.id = message
    and o.queue in ('import-read', 'import-check', 'import-run', 'import-undo', 'export-make')
    and (o.queue = 'export-make' or not exists (select from public.closings c where c.tenant_id = tenant))
$$;
set local role crmfex_owner;

create function gate.is_restricted(tenant uuid, person uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select app.is_member_restricted(tenant, person)
$$;
revoke all on function gate.is_restricted from public;
grant execute on function gate.is_restricted to crmfex_api;

create or replace function gate.enter(hash bytea, audience text, need text) returns void language plpgsql volatile as $$
declare
  scope record;
begin
  if audience = 'staff' then
    select * into scope from gate.staff_scope(hash, need);
    if not found then raise exception 'no live session' using errcode = '28000'; end if;
    if not scope.is_allowed then
      if gate.is_restricted(scope.tenant_id, scope.user_id) then raise exception 'the member is restricted' using errcode = 'CF424'; end if;
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

-- No mail of a business goes to the address of a member whom it has restricted, whoever the mail is about.
create or replace function app.mail_refusal(client uuid, recipients text[], is_transactional boolean) returns text
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select case
    when exists (
      select from restrictions r left join client_contacts p on p.tenant_id = r.tenant_id and p.id = r.contact_id
      where r.tenant_id = app.tenant_id() and r.client_id = client and r.lifted_at is null
        and (r.contact_id is null or lower(p.email) in (select lower(a) from unnest(recipients) a))
    ) or exists (
      select from member_restrictions r join users u on u.id = r.user_id
      where r.tenant_id = app.tenant_id() and r.lifted_at is null and lower(u.email) in (select lower(a) from unnest(recipients) a)
    ) then 'restricted'
    when not is_transactional and exists (
      select from unnest(recipients) a
      cross join lateral (
        select c.is_wanted from mail_choices c
        where c.tenant_id = app.tenant_id() and c.email = lower(a) order by c.at desc, c.id desc limit 1
      ) last
      where not last.is_wanted
    ) then 'objected'
  end
$$;

-- Last: whoever gives a function away can no longer say who may run it.
alter function gate.is_restricted owner to crmfex_gate;
