-- Reminders by schedule: the plan of a business, who is left out of it, and what was reminded, each step of an invoice once.

create table reminder_plans (
  tenant_id uuid not null default app.tenant_id() references tenants on delete cascade,
  is_on boolean not null,
  hour int not null
    constraint "reminders go out between six and nineteen" check (hour between 6 and 19),
  -- [{ days, tone, since }]: what lay before `since` is not made up for.
  steps jsonb not null
    constraint "a plan has one to ten steps" check (jsonb_typeof(steps) = 'array' and jsonb_array_length(steps) between 1 and 10),
  -- The day of the business on which the plan was last carried out: once a day, however often the timer looks.
  last_run_day date,
  version int not null,
  updated_at timestamptz not null,
  primary key (tenant_id)
);
call app.guard('reminder_plans');
create policy staff on reminder_plans to app_staff using (true) with check (true);
create policy system on reminder_plans to app_system using (true) with check (true);
create policy gate on reminder_plans for select to crmfex_gate using (true);
grant select, insert (is_on, hour, steps, version, updated_at), update (is_on, hour, steps, version, updated_at)
  on reminder_plans to app_staff;
grant select, update (last_run_day) on reminder_plans to app_system;
grant select on reminder_plans to crmfex_gate;
call app.tell_changes('reminder_plans', 'tenant', 'tenant_id');

-- A client or one invoice that the plan leaves alone, until a day or until it is taken back.
create table reminder_holds (
  tenant_id uuid not null default app.tenant_id() references tenants on delete cascade,
  subject_id uuid not null,
  client_id uuid,
  invoice_id uuid,
  until date,
  created_by uuid default app.user_id(),
  created_at timestamptz not null,
  primary key (tenant_id, subject_id),
  foreign key (tenant_id, client_id) references clients (tenant_id, id) on delete cascade,
  foreign key (tenant_id, invoice_id) references invoices (tenant_id, id) on delete cascade,
  constraint "a hold is of a client or of an invoice"
    check (num_nonnulls(client_id, invoice_id) = 1 and subject_id = coalesce(client_id, invoice_id))
);
create index reminder_holds_of_client on reminder_holds (tenant_id, client_id) where client_id is not null;
create index reminder_holds_of_invoice on reminder_holds (tenant_id, invoice_id) where invoice_id is not null;
call app.guard('reminder_holds');
create policy staff on reminder_holds to app_staff using (true) with check (true);
create policy system on reminder_holds for select to app_system using (true);
grant select, delete, insert (subject_id, client_id, invoice_id, until, created_at), update (until, created_at)
  on reminder_holds to app_staff;
grant select on reminder_holds to app_system;

-- Who is held back is news about that client or that invoice.
create function app.tell_hold() returns trigger language plpgsql as $$
declare
  held jsonb := to_jsonb(case tg_op when 'DELETE' then old else new end);
begin
  if tg_op = 'DELETE' and pg_trigger_depth() > 1 then return null; end if;
  insert into public.changes (tenant_id, kind, subject_id)
  values ((held ->> 'tenant_id')::uuid, case when held ->> 'client_id' is null then 'invoice' else 'client' end,
    (held ->> 'subject_id')::uuid)
  on conflict do nothing;
  return null;
end
$$;
revoke all on function app.tell_hold from public;
grant execute on function app.tell_hold to app_staff, app_system;
create trigger tell_change after insert or update or delete on reminder_holds for each row execute function app.tell_hold();

-- What a reminder is about. A fact: nobody changes it.
create table reminder_invoices (
  tenant_id uuid not null default app.tenant_id() references tenants on delete cascade,
  delivery_id uuid not null,
  invoice_id uuid not null,
  -- Days after due of the plan's step; null when somebody reminded by hand.
  step_days int check (step_days between -30 and 365),
  tone text not null
    constraint "a reminder is the first, the second or the final one" check (tone in ('first', 'second', 'final')),
  currency text not null,
  -- As they stood when the reminder was asked for.
  open_minor bigint not null check (open_minor > 0),
  due_date date not null,
  primary key (tenant_id, delivery_id, invoice_id),
  foreign key (tenant_id, delivery_id) references deliveries (tenant_id, id) on delete cascade,
  foreign key (tenant_id, invoice_id) references invoices (tenant_id, id) on delete cascade,
  constraint "each step of the plan reminds of an invoice once" unique (tenant_id, invoice_id, step_days)
);
call app.guard('reminder_invoices');
create policy staff on reminder_invoices to app_staff using (true) with check (true);
create policy system on reminder_invoices to app_system using (true) with check (true);
grant select, insert (delivery_id, invoice_id, step_days, tone, currency, open_minor, due_date)
  on reminder_invoices to app_staff, app_system;
call app.tell_changes('reminder_invoices', 'invoice', 'invoice_id');

-- The plan's mails are written down like anybody's, and count like theirs.
grant insert (id, kind, client_id, invoice_id, language, recipient, recipient_name, cc, subject, message, with_print, queued_at)
  on deliveries to app_system;
create policy system on mail_quotas to app_system using (true) with check (true);
grant select, insert (day, sent), update (sent) on mail_quotas to app_system;

-- Jobs read clients as they are, with their tags.
create policy system on tags for select to app_system using (true);
create policy system on client_tags for select to app_system using (true);
grant select on tags, client_tags to app_system;

-- Whose plan is to be carried out now: its hour has come, it is not late in the evening, and today it was not done yet.
create function gate.tenants_with_reminders_due(at timestamptz) returns table (tenant_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.tenant_id
  from public.reminder_plans p
  join public.tenants t on t.id = p.tenant_id
  cross join lateral (select at at time zone t.time_zone as here) local
  where p.is_on and (p.last_run_day is null or p.last_run_day < local.here::date)
    and extract(hour from local.here) between p.hour and 19
$$;
revoke all on function gate.tenants_with_reminders_due from public;
grant execute on function gate.tenants_with_reminders_due to crmfex_jobs;
grant select (time_zone) on tenants to crmfex_gate;
-- Last: whoever gives a function away can no longer say who may run it.
alter function gate.tenants_with_reminders_due owner to crmfex_gate;
