-- Series of numbers: the usual one of each kind of document, and further ones such as a series for exports.
create table number_series (
  tenant_id uuid not null default app.tenant_id() references tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  code text not null check (code ~ '^[A-Z0-9]{3}$'),
  kind text not null check (kind in ('sale', 'return')),
  -- What people call it; the usual ones need no name.
  name text constraint "a series has a name of at most 60 characters" check (length(name) between 1 and 60),
  -- Numbers no more; what it numbered keeps its numbers.
  retired_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint "no two series share their letters" unique (tenant_id, code)
);
call app.guard('number_series');
create policy staff on number_series to app_staff using (true) with check (true);
create policy founding on number_series for insert to app_identity with check (tenant_id = (select app.tenant_id()));
create policy system on number_series for select to app_system using (true);
grant select, delete on number_series to app_staff;
grant insert (tenant_id, id, code, kind, name, created_at, updated_at), update (name, retired_at, updated_at) on number_series to app_staff;
-- A business is founded with its usual series.
grant insert (tenant_id, code, kind) on number_series to app_identity;
grant select on number_series to app_system;
call app.tell_changes('number_series', 'tenant');

insert into number_series (tenant_id, code, kind)
  select id, invoice_series, 'sale' from tenants
  union
  select id, return_series, 'return' from tenants where return_series is not null and return_series <> invoice_series;
insert into number_series (tenant_id, code, kind)
  select distinct tenant_id, series, 'sale' from invoice_counters on conflict do nothing;

-- Whatever is named as usual is a series, and one in use.
create function app.keep_usual_series() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into number_series (tenant_id, code, kind)
      select new.id, new.invoice_series, 'sale'
      union all
      select new.id, new.return_series, 'return' where new.return_series <> new.invoice_series;
    return null;
  end if;
  insert into number_series (tenant_id, code, kind)
    select new.id, usual.code, usual.kind
    from (values (new.invoice_series, 'sale'), (new.return_series, 'return')) usual (code, kind)
    where usual.code is not null
  on conflict (tenant_id, code) do nothing;
  update number_series set retired_at = null, updated_at = now()
    where tenant_id = new.id and code in (new.invoice_series, new.return_series) and retired_at is not null;
  return null;
end $$;
create trigger keep_usual_series after insert or update of invoice_series, return_series on tenants
  for each row execute function app.keep_usual_series();

create function app.keep_series() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if (tg_op = 'DELETE' or new.retired_at is not null) and exists (
    select from tenants t where t.id = old.tenant_id and old.code in (t.invoice_series, t.return_series)
  ) then
    raise exception 'the usual series stays in use' using errcode = 'check_violation',
      constraint = 'the usual series stays in use', table = 'number_series';
  end if;
  if tg_op = 'UPDATE' then return new; end if;
  if exists (select from invoice_counters k where k.tenant_id = old.tenant_id and k.series = old.code) then
    raise exception 'a series that has numbered stays' using errcode = 'check_violation',
      constraint = 'a series that has numbered stays', table = 'number_series';
  end if;
  return old;
end $$;
create trigger keep_series before delete or update of retired_at on number_series
  for each row execute function app.keep_series();

-- Which series a document is to be numbered by; null is the usual one of the day on which it is issued.
alter table invoices add column chosen_series text,
  add constraint "a series that a document names stays"
    foreign key (tenant_id, chosen_series) references number_series (tenant_id, code) on delete restrict;
create index invoices_chosen_series on invoices (tenant_id, chosen_series) where chosen_series is not null;
grant insert (chosen_series), update (chosen_series) on invoices to app_staff;
grant insert (chosen_series) on invoices to app_system;

create function app.check_series() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from number_series s
    where s.tenant_id = new.tenant_id and s.code = new.chosen_series and s.kind = 'sale' and s.retired_at is null for key share;
  if not found then
    raise exception 'only a series in use numbers invoices' using errcode = 'check_violation',
      constraint = 'only a series in use numbers invoices', table = 'invoices';
  end if;
  return new;
end $$;
create trigger check_series before update on invoices for each row
  when (old.state = 'draft' and new.state = 'issued' and not new.is_historical and new.chosen_series is not null)
  execute function app.check_series();

revoke all on function app.keep_usual_series, app.keep_series, app.check_series from public;
