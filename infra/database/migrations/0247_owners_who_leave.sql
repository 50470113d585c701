-- A business never counts on an owner who is leaving, whoever comes first; and whoever is leaving is written to about that alone.
create function app.has_owner(tenant uuid, but uuid) returns boolean language sql stable as $$
  select exists (
    select from public.members m where m.tenant_id = tenant and m.role = 'owner' and m.user_id is distinct from but
      and not exists (select from public.account_closings a where a.user_id = m.user_id)
  )
$$;

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
  if old.role = 'owner' and (tg_op = 'DELETE' or new.role <> 'owner') and not app.has_owner(old.tenant_id, old.user_id) then
    raise exception 'a business has an owner' using errcode = '23514', constraint = 'a business has an owner';
  end if;
  return coalesce(new, old);
end
$$;

-- Whoever leaves leaves no business without an owner, save one that is gone before them. Every business of theirs is held, in one order,
-- whatever their role: somebody may be making them its owner at this very moment.
create function gate.check_leaving() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  business record;
begin
  perform pg_advisory_xact_lock(hashtextextended('leaving ' || new.user_id, 0));
  for business in select m.tenant_id from public.members m where m.user_id = new.user_id order by m.tenant_id loop
    perform pg_advisory_xact_lock(hashtextextended('owners ' || business.tenant_id, 0));
    if exists (select from public.members m where m.tenant_id = business.tenant_id and m.user_id = new.user_id and m.role = 'owner')
      and not app.has_owner(business.tenant_id, new.user_id)
      and not exists (select from public.closings c where c.tenant_id = business.tenant_id and c.due_at <= new.due_at) then
      raise exception 'a business has an owner' using errcode = '23514', constraint = 'a business has an owner';
    end if;
  end loop;
  return new;
end
$$;
create trigger check_leaving before insert on account_closings for each row execute function gate.check_leaving();

-- What would become of each business of the person of the transaction: nobody else owns it, or it is being deleted itself.
create function gate.left_businesses_of_self() returns table (id uuid, name text, role text, is_held boolean, ends_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.id, t.name, m.role, m.role = 'owner' and not app.has_owner(t.id, m.user_id), c.due_at
  from public.members m join public.tenants t on t.id = m.tenant_id left join public.closings c on c.tenant_id = t.id
  where m.user_id = nullif(current_setting('app.user_id', true), '')::uuid
$$;

-- The other way round: a business that is kept after all has an owner who stays.
create function app.keep_owner_of_kept() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('owners ' || old.tenant_id, 0));
  if not app.has_owner(old.tenant_id, null) then
    raise exception 'a business has an owner' using errcode = '23514', constraint = 'a business has an owner';
  end if;
  return old;
end
$$;
create trigger keep_owner_of_kept before delete on closings for each row
  when (current_user <> 'crmfex_maintenance' and pg_trigger_depth() = 0) execute function app.keep_owner_of_kept();

create function app.refuse_leaver() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('leaving ' || new.user_id, 0));
  if exists (select from public.account_closings a where a.user_id = new.user_id) then
    raise exception 'the account is being deleted' using errcode = 'CF424';
  end if;
  return new;
end
$$;
create trigger refuse_leaver before insert on members for each row
  when (current_user like 'app\_%') execute function app.refuse_leaver();

-- Mails: whoever is leaving hears of the own account alone, a week and a day before.
set local role crmfex_gate;
create or replace function gate.mail_owners(tenant uuid, template text, but uuid, due_at timestamptz) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  owner record;
begin
  for owner in
    select u.id, t.name as business from public.members m
    join public.users u on u.id = m.user_id join public.tenants t on t.id = m.tenant_id
    where m.tenant_id = tenant and m.role = 'owner' and m.user_id is distinct from but
      and not exists (select from public.account_closings a where a.user_id = u.id)
  loop
    perform gate.mail_person(owner.id, template, jsonb_strip_nulls(jsonb_build_object('business', owner.business, 'dueAt', due_at)));
  end loop;
end
$$;
set local role crmfex_owner;

-- Writes the mail and the message that sends it; the timer of the outbox picks that up within a minute.
create function gate.mail_person(person uuid, template text, detail jsonb) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  mail uuid := gen_random_uuid();
begin
  insert into public.mails (tenant_id, id, template, recipient, language, user_id, detail)
  select app.platform_tenant(), mail, template, u.email, u.language, u.id, detail from public.users u where u.id = person;
  insert into public.outbox (tenant_id, id, queue, body, request_id, next_at)
  values (app.platform_tenant(), gen_random_uuid(), 'mail', jsonb_build_object('mailId', mail), 'closing', now());
end
$$;

-- Each once, as with a business. Who is late by days hears of the last day alone.
create function gate.remind_account_closings(moment timestamptz) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  closing record;
  told integer := 0;
begin
  for closing in
    select c.user_id, c.due_at, c.due_at <= moment + interval '1 day' as is_last from public.account_closings c
    where c.erasing_at is null and c.due_at > moment
      and (c.day_told_at is null and c.due_at <= moment + interval '1 day' or c.week_told_at is null and c.due_at <= moment + interval '7 days')
    for update
  loop
    update public.account_closings c set week_told_at = coalesce(c.week_told_at, moment), day_told_at = case when closing.is_last then moment end
    where c.user_id = closing.user_id;
    perform gate.mail_person(closing.user_id, 'accountClosingSoon', jsonb_build_object('dueAt', closing.due_at));
    told := told + 1;
  end loop;
  return told;
end
$$;

do $$
declare
  known text := (select pg_get_constraintdef(oid) from pg_constraint where conname = 'mail_template_is_known');
begin
  alter table mails drop constraint mail_template_is_known;
  execute format('alter table mails add constraint mail_template_is_known %s',
    replace(known, '''closingAsked''::text', '''closingAsked''::text, ''accountClosingAsked''::text, ''accountClosingTakenBack''::text, ''accountClosingSoon''::text'));
end
$$;

revoke all on function gate.check_leaving, gate.left_businesses_of_self, gate.mail_person, gate.remind_account_closings, app.has_owner, app.keep_owner_of_kept,
  app.refuse_leaver from public;
grant execute on function gate.remind_account_closings to crmfex_jobs;
grant execute on function gate.left_businesses_of_self to app_identity;
grant execute on function app.has_owner to app_staff, crmfex_gate;
-- Last, since rights on a function can only be given and taken by its owner, and anybody else is merely warned.
alter function gate.check_leaving owner to crmfex_gate;
alter function gate.left_businesses_of_self owner to crmfex_gate;
alter function gate.mail_person owner to crmfex_gate;
alter function gate.remind_account_closings owner to crmfex_gate;
