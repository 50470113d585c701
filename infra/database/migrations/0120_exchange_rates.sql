-- Exchange rates of the central bank: kept once for everybody, written by the gate alone, read by whoever acts for a tenant.

-- What is known of a day: a bulletin, or that there is none. A day without a row is not known, and nothing may be concluded from it.
create table exchange_bulletins (
  source text not null default 'tcmb' constraint exchange_source_is_known check (source in ('tcmb')),
  day date not null,
  is_published boolean not null,
  number text check (length(number) between 1 and 20),
  fetched_at timestamptz not null,
  primary key (source, day),
  constraint "a bulletin has a number, a day without one has none" check (is_published = (number is not null))
);

create table exchange_rates (
  source text not null default 'tcmb',
  day date not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- How much of the currency the rates are for: 100 for the yen.
  unit int not null check (unit between 1 and 100000),
  forex_buying numeric(18, 6) check (forex_buying > 0),
  forex_selling numeric(18, 6) check (forex_selling > 0),
  effective_buying numeric(18, 6) check (effective_buying > 0),
  effective_selling numeric(18, 6) check (effective_selling > 0),
  fetched_at timestamptz not null,
  primary key (source, day, currency),
  foreign key (source, day) references exchange_bulletins (source, day) on delete restrict
);

alter table exchange_bulletins enable row level security;
alter table exchange_bulletins force row level security;
alter table exchange_rates enable row level security;
alter table exchange_rates force row level security;
create policy within_a_tenant on exchange_bulletins for select to app_staff, app_system using ((select app.tenant_id()) is not null);
create policy within_a_tenant on exchange_rates for select to app_staff, app_system using ((select app.tenant_id()) is not null);
create policy gate on exchange_bulletins to crmfex_gate using (true) with check (true);
create policy gate on exchange_rates to crmfex_gate using (true) with check (true);
create policy maintenance on exchange_bulletins for select to crmfex_maintenance using (true);
create policy maintenance on exchange_rates for select to crmfex_maintenance using (true);
-- Published figures are facts: nobody changes or deletes them.
grant select on exchange_bulletins, exchange_rates to app_staff, app_system, crmfex_gate, crmfex_maintenance;
grant insert on exchange_bulletins, exchange_rates to crmfex_gate;

-- Working days from a day on to another of which nothing is known yet. The bank publishes nothing on Saturdays and Sundays.
create function gate.unknown_bulletins(first_day date, last_day date) returns table (day date)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select asked.at::date from generate_series(first_day, last_day, interval '1 day') as asked(at)
  where extract(isodow from asked.at) < 6
    and not exists (select from exchange_bulletins b where b.source = 'tcmb' and b.day = asked.at::date)
  order by 1
$$;

-- Keeps what was learnt of days, each once: what is known already stays as it was. Answers with the days that are new.
create function gate.keep_bulletins(bulletins jsonb, fetched_at timestamptz) returns table (day date)
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
  with learnt as (
    insert into exchange_bulletins (day, is_published, number, fetched_at)
    select (b ->> 'day')::date, b ->> 'number' is not null, b ->> 'number', keep_bulletins.fetched_at
    from jsonb_array_elements(bulletins) b
    on conflict do nothing
    returning exchange_bulletins.day
  ), rates as (
    insert into exchange_rates (day, currency, unit, forex_buying, forex_selling, effective_buying, effective_selling, fetched_at)
    select learnt.day, r.currency, r.unit, r."forexBuying", r."forexSelling", r."effectiveBuying", r."effectiveSelling",
      keep_bulletins.fetched_at
    from jsonb_array_elements(bulletins) b join learnt on learnt.day = (b ->> 'day')::date,
      jsonb_to_recordset(coalesce(b -> 'rates', '[]')) as r(
        currency text, unit int, "forexBuying" numeric, "forexSelling" numeric, "effectiveBuying" numeric, "effectiveSelling" numeric
      )
  )
  select learnt.day from learnt order by 1
$$;

revoke all on function gate.unknown_bulletins, gate.keep_bulletins from public;
grant execute on function gate.unknown_bulletins, gate.keep_bulletins to crmfex_jobs;
alter function gate.unknown_bulletins owner to crmfex_gate;
alter function gate.keep_bulletins owner to crmfex_gate;
