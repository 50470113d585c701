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
-- Of whoever is erased nobody's name stays behind; their own restrictions go with them.
grant update (restricted_by, lifted_by) on member_restrictions to crmfex_maintenance;
create trigger tell_change after insert or update on member_restrictions for each row when (current_user <> 'crmfex_maintenance')
  execute function app.tell_change('member', 'user_id', 'tenant_id');

create function app.is_member_restricted(tenant uuid, person uuid) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from member_restrictions r where r.tenant_id = tenant and r.user_id = person and r.lifted_at is null)
$$;

revoke all on function app.is_member_restricted from public;
grant execute on function app.is_member_restricted to app_staff, app_system, app_identity, crmfex_gate;

-- A business needs an owner who can act: restricted ones do not count.
create or replace function app.has_owner(tenant uuid, but uuid) returns boolean language sql stable as $$
  select exists (
    select from public.members m where m.tenant_id = tenant and m.role = 'owner' and m.user_id is distinct from but
      and not exists (select from public.account_closings a where a.user_id = m.user_id)
      and not app.is_member_restricted(tenant, m.user_id)
  )
$$;

create function app.check_member_restriction() returns trigger language plpgsql as $$
declare
  actor_role text;
  restricted_role text;
begin
  perform pg_advisory_xact_lock(hashtextextended('owners ' || new.tenant_id, 0));
  -- Whoever was restricted while they waited for the lock no longer decides.
  if app.is_member_restricted(new.tenant_id, app.user_id()) then
    raise exception 'the member is restricted' using errcode = 'CF425';
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
    if tg_op = 'INSERT' and not app.has_owner(new.tenant_id, new.user_id) then
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

create function gate.is_restricted(tenant uuid, person uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select app.is_member_restricted(tenant, person)
$$;
revoke all on function gate.is_restricted from public;
grant execute on function gate.is_restricted to crmfex_api;

-- What stays possible for a restricted member is the own account: to see that it is so, to take the own data along, to go elsewhere.
-- Nor does a message act with their rights. Each is put into the function as it stands.
do $$
declare
  freshness text := E',\n    s.last_seen_at < now()';
  asker text := 'm.user_id is not null and exists (';
  closing text := 'if gate.is_closing(scope.tenant_id) then';
begin
  set local role crmfex_gate;
  execute replace(pg_get_functiondef('gate.staff_scope(bytea,text)'::regprocedure), freshness, E'\n      and (need ~ ''^account:'' or not exists (
        select from public.member_restrictions r where r.tenant_id = s.tenant_id and r.user_id = s.user_id and r.lifted_at is null))' || freshness);
  execute replace(pg_get_functiondef('gate.table_scope(uuid,uuid)'::regprocedure), asker,
    'm.user_id is not null and not app.is_member_restricted(tenant, m.user_id) and exists (');
  set local role crmfex_owner;
  execute replace(pg_get_functiondef('gate.enter(bytea,text,text)'::regprocedure), closing,
    E'if gate.is_restricted(scope.tenant_id, scope.user_id) then raise exception ''the member is restricted'' using errcode = ''CF425''; end if;
      ' || closing);
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
