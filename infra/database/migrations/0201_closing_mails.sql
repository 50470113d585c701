-- Every owner is told of a deletion: when it is asked for, when it is taken back, a week and a day before it happens.
alter table closings add column week_told_at timestamptz, add column day_told_at timestamptz;

create policy gate_tells on closings for update to crmfex_gate using (true);
grant update (week_told_at, day_told_at) on closings to crmfex_gate;
grant select (name, language) on users to crmfex_gate;
grant insert (tenant_id, id, template, recipient, language, user_id, detail) on mails to crmfex_gate;
grant insert (tenant_id, id, queue, body, request_id, next_at) on outbox to crmfex_gate;

do $$
declare
  known text := (select pg_get_constraintdef(oid) from pg_constraint where conname = 'mail_template_is_known');
begin
  alter table mails drop constraint mail_template_is_known;
  execute format('alter table mails add constraint mail_template_is_known %s',
    replace(known, '''closingAsked''::text', '''closingAsked''::text, ''closingAskedByOther''::text, ''closingKeptByOther''::text, ''closingSoon''::text'));
end
$$;

-- Writes the mail and the message that sends it; the timer of the outbox picks that up within a minute.
create function gate.mail_owners(tenant uuid, template text, but uuid, due_at timestamptz) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  owner record;
  mail uuid;
begin
  for owner in
    select u.id, u.email, u.language, t.name as business from public.members m
    join public.users u on u.id = m.user_id join public.tenants t on t.id = m.tenant_id
    where m.tenant_id = tenant and m.role = 'owner' and m.user_id is distinct from but
  loop
    mail := gen_random_uuid();
    insert into public.mails (tenant_id, id, template, recipient, language, user_id, detail)
    values (app.platform_tenant(), mail, template, owner.email, owner.language, owner.id,
      jsonb_strip_nulls(jsonb_build_object('business', owner.business, 'dueAt', due_at)));
    insert into public.outbox (tenant_id, id, queue, body, request_id, next_at)
    values (app.platform_tenant(), gen_random_uuid(), 'mail', jsonb_build_object('mailId', mail), 'closing', now());
  end loop;
end
$$;

create function gate.tell_closing() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then perform gate.mail_owners(new.tenant_id, 'closingAskedByOther', new.requested_by, new.due_at);
  else perform gate.mail_owners(old.tenant_id, 'closingKeptByOther', app.user_id(), null);
  end if;
  return null;
end
$$;

-- Each once. Who is late by days hears of the last day alone.
create function gate.remind_closings(moment timestamptz) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  closing record;
  told integer := 0;
begin
  for closing in
    select c.tenant_id, c.due_at, c.due_at <= moment + interval '1 day' as is_last from public.closings c
    where c.erasing_at is null and c.due_at > moment
      and (c.day_told_at is null and c.due_at <= moment + interval '1 day' or c.week_told_at is null and c.due_at <= moment + interval '7 days')
    for update
  loop
    update public.closings c set week_told_at = coalesce(c.week_told_at, moment), day_told_at = case when closing.is_last then moment end
    where c.tenant_id = closing.tenant_id;
    perform gate.mail_owners(closing.tenant_id, 'closingSoon', null, closing.due_at);
    told := told + 1;
  end loop;
  return told;
end
$$;

create trigger tell_owners after insert on closings for each row execute function gate.tell_closing();
create trigger tell_owners_kept after delete on closings for each row
  when (current_user <> 'crmfex_maintenance') execute function gate.tell_closing();

revoke all on function gate.mail_owners, gate.tell_closing, gate.remind_closings from public;
grant execute on function gate.remind_closings to crmfex_jobs;
alter function gate.mail_owners owner to crmfex_gate;
alter function gate.tell_closing owner to crmfex_gate;
alter function gate.remind_closings owner to crmfex_gate;
grant execute on function app.platform_tenant, app.user_id to crmfex_gate;

-- No screen shows who was told.
drop trigger tell_change on closings;
create trigger tell_change after insert or update of due_at, erasing_at or delete on closings
  for each row when (current_user <> 'crmfex_maintenance') execute function app.tell_change('tenant', 'tenant_id', 'tenant_id');
