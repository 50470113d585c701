-- Account statements by mail: the plan of a business, who is left out of it, and which statement each mail carries.

create table statement_plans (
  tenant_id uuid not null default app.tenant_id() references tenants on delete cascade,
  is_on boolean not null,
  day_of_month int not null
    constraint "statements go out on a day that every month has" check (day_of_month between 1 and 28),
  hour int not null
    constraint "statements go out between six and nineteen" check (hour between 6 and 19),
  audience text not null
    constraint "statements go to who owes or to who had movements" check (audience in ('open', 'moved')),
  -- The first day of the month whose statements are all out.
  last_period date check (extract(day from last_period) = 1),
  version int not null,
  updated_at timestamptz not null,
  primary key (tenant_id)
);
call app.guard('statement_plans');
create policy staff on statement_plans to app_staff using (true) with check (true);
create policy system on statement_plans to app_system using (true) with check (true);
create policy gate on statement_plans for select to crmfex_gate using (true);
grant select, insert (is_on, day_of_month, hour, audience, last_period, version, updated_at),
  update (is_on, day_of_month, hour, audience, last_period, version, updated_at) on statement_plans to app_staff;
grant select, update (last_period) on statement_plans to app_system;
grant select on statement_plans to crmfex_gate;
call app.tell_changes('statement_plans', 'tenant', 'tenant_id');

create table statement_opt_outs (
  tenant_id uuid not null default app.tenant_id() references tenants on delete cascade,
  client_id uuid not null,
  created_by uuid default app.user_id(),
  created_at timestamptz not null,
  primary key (tenant_id, client_id),
  foreign key (tenant_id, client_id) references clients (tenant_id, id) on delete cascade
);
call app.guard('statement_opt_outs');
create policy staff on statement_opt_outs to app_staff using (true) with check (true);
create policy system on statement_opt_outs for select to app_system using (true);
grant select, delete, insert (client_id, created_at) on statement_opt_outs to app_staff;
grant select on statement_opt_outs to app_system;
call app.tell_changes('statement_opt_outs', 'client', 'client_id');

-- Which statement a mail carries; of the plan's each client gets one a month.
create table statement_mails (
  tenant_id uuid not null default app.tenant_id() references tenants on delete cascade,
  delivery_id uuid not null,
  client_id uuid not null,
  -- The first day of the month; null when somebody sent it by hand.
  month date,
  from_date date not null,
  to_date date not null,
  currency text,
  primary key (tenant_id, delivery_id),
  foreign key (tenant_id, delivery_id) references deliveries (tenant_id, id) on delete cascade,
  foreign key (tenant_id, client_id) references clients (tenant_id, id) on delete cascade,
  constraint "a client gets one statement of a month" unique (tenant_id, client_id, month),
  constraint "a statement ends after it begins" check (from_date <= to_date)
);
call app.guard('statement_mails');
create policy staff on statement_mails to app_staff using (true) with check (true);
create policy system on statement_mails to app_system using (true) with check (true);
grant select, insert (delivery_id, client_id, month, from_date, to_date, currency) on statement_mails to app_staff, app_system;

-- Whose statements are to go out: their day of the month and its hour have come, and last month's are not all out yet.
create function gate.tenants_with_statements_due(at timestamptz) returns table (tenant_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.tenant_id
  from public.statement_plans p
  join public.tenants t on t.id = p.tenant_id
  cross join lateral (select at at time zone t.time_zone as here) local
  where p.is_on and extract(day from local.here) >= p.day_of_month and extract(hour from local.here) between p.hour and 19
    and (p.last_period is null or p.last_period < (date_trunc('month', local.here) - interval '1 month')::date)
$$;
revoke all on function gate.tenants_with_statements_due from public;
grant execute on function gate.tenants_with_statements_due to crmfex_jobs;
-- Last: whoever gives a function away can no longer say who may run it.
alter function gate.tenants_with_statements_due owner to crmfex_gate;
