-- What the client pays is the total less what it withholds; all that says whether an invoice is paid compares with that.
alter table invoices
  add column payable_minor bigint not null generated always as (total_minor - withheld_minor - stopaj_minor) stored;
grant select (payable_minor) on invoices to app_portal;

drop index invoices_open, invoices_open_by_created_at, invoices_open_by_due_date, invoices_overpaid;
create index invoices_open on invoices (tenant_id, client_id, due_date, id) include (currency, settled_minor, payable_minor)
  where state = 'issued' and kind <> 'return' and settled_minor < payable_minor;
create index invoices_open_by_created_at on invoices (tenant_id, created_at, id)
  where state = 'issued' and kind <> 'return' and settled_minor < payable_minor;
create index invoices_open_by_due_date on invoices (tenant_id, (case when due_date is null then '9999-12-31' else due_date end), id)
  where state = 'issued' and kind <> 'return' and settled_minor < payable_minor;
create index invoices_overpaid on invoices (tenant_id, created_at, id)
  where state = 'issued' and kind <> 'return' and settled_minor > payable_minor;

-- As before, but up to what is payable: that column is generated only after triggers like this one have run.
create or replace function app.keep_settled() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  truth bigint;
  is_meant boolean;
begin
  select coalesce(sum(a.amount_minor), 0), coalesce(sum(sign(a.amount_minor)) filter (where a.overpays), 0) > 0
    into truth, is_meant
    from payment_allocations a where a.tenant_id = new.tenant_id and a.invoice_id = new.id;
  if new.settled_minor <> truth then
    raise exception 'what is settled is the sum of the allocations' using errcode = 'check_violation',
      constraint = 'what is settled is the sum of the allocations', table = 'invoices';
  end if;
  if new.settled_minor > new.total_minor - new.withheld_minor - new.stopaj_minor and not is_meant then
    raise exception 'an invoice is settled up to its worth' using errcode = 'check_violation',
      constraint = 'an invoice is settled up to its worth', table = 'invoices';
  end if;
  return new;
end $$;

-- As before, and internal notes move too: they are no fact of the document.
create or replace function app.keep_invoice_facts() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  -- search and payable_minor are generated from facts, and not yet there when this runs.
  movable constant text[] := array[
    'state', 'cancelled_at', 'cancelled_by', 'cancel_reason', 'pdf_state', 'pdf_key', 'pdf_at', 'version', 'updated_at', 'search',
    'settled_minor', 'payable_minor', 'internal_notes'
  ];
begin
  if tg_op = 'DELETE' then
    if old.state <> 'draft' then
      raise exception 'an issued invoice cannot be deleted' using errcode = 'check_violation',
        constraint = 'an issued invoice cannot be deleted', table = 'invoices';
    end if;
    return old;
  end if;
  if new.state <> old.state and (old.state, new.state) not in (('draft', 'issued'), ('issued', 'cancelled')) then
    raise exception 'an invoice goes from % to % only by being issued, then cancelled', old.state, new.state
      using errcode = 'check_violation', constraint = 'an invoice is issued, then cancelled', table = 'invoices';
  end if;
  if old.state = 'draft' then
    if new.state = 'issued' then
      perform app.check_issue(new);
    end if;
    return new;
  end if;
  if to_jsonb(new) - movable is distinct from to_jsonb(old) - movable
    or (old.state = 'cancelled'
      and (new.cancelled_at, new.cancelled_by, new.cancel_reason)
        is distinct from (old.cancelled_at, old.cancelled_by, old.cancel_reason))
  then
    raise exception 'the facts of an issued invoice cannot change' using errcode = 'check_violation',
      constraint = 'the facts of an issued invoice cannot change', table = 'invoices';
  end if;
  return new;
end $$;

-- Found by what is to be paid, which is what a bank statement says, and by the total. Invoices that are there withhold nothing yet.
drop trigger keep_search_entry on invoices;
create trigger keep_search_entry after insert or delete or update of
  state, number, buyer_name, client_id, total_minor, withheld_minor, stopaj_minor, currency on invoices
  for each row execute function app.keep_search_entry('invoice', $q$
  select r.client_id as parent_id, coalesce(r.number, '') as title, coalesce(r.buyer_name, c.name) as detail,
    r.payable_minor as amount_minor, r.currency,
    concat_ws(' ', r.number, coalesce(r.buyer_name, c.name), app.amount_words(r.payable_minor),
      case when r.payable_minor <> r.total_minor then app.amount_words(r.total_minor) end) as words
  from public.clients c where c.tenant_id = r.tenant_id and c.id = r.client_id $q$);
