-- Documents that go back, and those from before: return invoices, invoices with their old numbers, opening balances.

alter table invoices
  add column kind text not null default 'sale'
    constraint "an invoice is a sale, a return or an opening balance" check (kind in ('sale', 'return', 'opening')),
  -- Entered with the number it had elsewhere; our counters never gave it.
  add column is_historical boolean not null default false,
  add column original_id uuid,
  add constraint "a return names the invoice it takes back" check ((kind = 'return') = (original_id is not null)),
  add constraint "only a sale has an old number" check (not is_historical or kind = 'sale'),
  add foreign key (tenant_id, original_id) references invoices (tenant_id, id) on delete restrict,
  add constraint "no two invoices have the same number" unique (tenant_id, number),
  drop constraint "an issued invoice has number, date, seller and buyer",
  add constraint "an issued invoice has number, date, seller and buyer" check (
    state = 'draft'
    or num_nulls(issue_date, issued_at, seller, buyer, buyer_name) = 0
      and case when kind = 'opening' then num_nulls(series, year, sequence, number) = 4
        when is_historical then number is not null and num_nulls(series, year, sequence) in (0, 3)
        else num_nulls(series, year, sequence, number) = 0 end
  );

create index invoices_by_original on invoices (tenant_id, original_id) where original_id is not null;

-- What is still to be paid is a small part of all; each list of it has its own way.
create index invoices_open on invoices (tenant_id, client_id, due_date, id)
  where state = 'issued' and kind <> 'return' and settled_minor < total_minor;
create index invoices_open_by_created_at on invoices (tenant_id, created_at, id)
  where state = 'issued' and kind <> 'return' and settled_minor < total_minor;
create index invoices_open_by_due_date on invoices (tenant_id, (case when due_date is null then '9999-12-31' else due_date end), id)
  where state = 'issued' and kind <> 'return' and settled_minor < total_minor;
create index invoices_overpaid on invoices (tenant_id, created_at, id)
  where state = 'issued' and kind <> 'return' and settled_minor > total_minor;

alter table invoice_lines add column original_position int check (original_position between 1 and 500);

-- The worth of a return invoice is credit of the client, which settles what it takes back.
alter table payments
  add column return_id uuid,
  add constraint "a return invoice is credited once" unique (tenant_id, return_id),
  add foreign key (tenant_id, return_id) references invoices (tenant_id, id) on delete restrict,
  add constraint "a credit names its return invoice" check ((kind = 'return') = (return_id is not null));

alter table tenants add column return_series text check (return_series ~ '^[A-Z0-9]{3}$');

grant insert (kind, original_id), update (is_historical) on invoices to app_staff;
grant insert (original_position) on invoice_lines to app_staff;
grant insert (return_id) on payments to app_staff;
grant update (return_series) on tenants to app_staff;
grant select (kind) on invoices to app_portal;

-- A line goes back once: what all returns of an invoice take of a line is no more than was sold of it. The original's row is
-- locked, so that two returns of it come one after the other.
create function app.check_return() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  original invoices;
begin
  select * into original from invoices i where i.tenant_id = new.tenant_id and i.id = new.original_id for no key update;
  if original.state is distinct from 'issued' or original.kind <> 'sale'
    or (original.client_id, original.currency) is distinct from (new.client_id, new.currency)
  then
    raise exception 'only an issued invoice of the same client goes back' using errcode = 'check_violation',
      constraint = 'only an issued invoice of the same client goes back', table = 'invoices';
  end if;
  if exists (
    select from (
      select l.original_position, sum(l.quantity) as quantity, sum(l.net_minor) as net_minor
      from invoice_lines l join invoices r on r.tenant_id = l.tenant_id and r.id = l.invoice_id
      where r.tenant_id = new.tenant_id and r.original_id = new.original_id and (r.state = 'issued' or r.id = new.id)
      group by 1
    ) back
    left join invoice_lines o
      on o.tenant_id = new.tenant_id and o.invoice_id = new.original_id and o.position = back.original_position
    where o.position is null or back.quantity > o.quantity or back.net_minor > o.net_minor
  ) then
    raise exception 'a return takes back no more than was sold' using errcode = 'check_violation',
      constraint = 'a return takes back no more than was sold', table = 'invoices';
  end if;
  return new;
end $$;

create trigger check_return before update on invoices for each row
  when (new.kind = 'return' and old.state = 'draft' and new.state = 'issued') execute function app.check_return();

create function app.check_cancel() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from invoices r where r.tenant_id = new.tenant_id and r.original_id = new.id and r.state = 'issued'
  ) then
    raise exception 'an invoice with returns cannot be cancelled' using errcode = 'check_violation',
      constraint = 'an invoice with returns cannot be cancelled', table = 'invoices';
  end if;
  return new;
end $$;

create trigger check_cancel before update on invoices for each row
  when (old.state = 'issued' and new.state = 'cancelled') execute function app.check_cancel();

create function app.lock_series(tenant uuid, series text, year int) returns void language sql volatile as
  $$ select pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'series', tenant, series, year), 0)) $$;

-- An old number that looks like one of ours must not be given again: a counter begins beyond those that are there, and where it
-- counts already, only numbers behind it can be entered.
create function app.check_history() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  perform app.lock_series(new.tenant_id, new.series, new.year);
  if exists (
    select from invoice_counters k where k.tenant_id = new.tenant_id and k.series = new.series and k.year = new.year
      and k.last_sequence < new.sequence
  ) then
    raise exception 'a number to come cannot be an old one' using errcode = 'check_violation',
      constraint = 'a number to come cannot be an old one', table = 'invoices';
  end if;
  return new;
end $$;

create trigger check_history before update on invoices for each row
  when (new.is_historical and old.state = 'draft' and new.state = 'issued' and new.series is not null)
  execute function app.check_history();

create function app.begin_beyond_history() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  last record;
begin
  perform app.lock_series(new.tenant_id, new.series, new.year);
  perform from invoice_counters k where k.tenant_id = new.tenant_id and k.series = new.series and k.year = new.year;
  if found then return new; end if;
  select max(i.sequence) as sequence, max(i.issue_date) as day into last
    from invoices i where i.tenant_id = new.tenant_id and i.series = new.series and i.year = new.year;
  new.last_sequence := greatest(new.last_sequence, coalesce(last.sequence, 0) + 1);
  new.last_issue_date := greatest(new.last_issue_date, last.day);
  return new;
end $$;

create trigger begin_beyond_history before insert on invoice_counters
  for each row execute function app.begin_beyond_history();

revoke all on function app.check_return, app.check_cancel, app.lock_series, app.check_history, app.begin_beyond_history from public;
grant execute on function app.lock_series to app_staff;
