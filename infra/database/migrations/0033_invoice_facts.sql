-- What an issued invoice says can no longer change, whoever asks: only its print, its cancellation and its version move.

create function app.keep_invoice_facts() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  -- search is generated from facts, and not yet there when this runs.
  movable constant text[] := array[
    'state', 'cancelled_at', 'cancelled_by', 'cancel_reason', 'pdf_state', 'pdf_key', 'pdf_at', 'version', 'updated_at', 'search'
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

-- The sums by rate are the sums of the document, and there is something to pay for.
create function app.check_issue(issued invoices) returns void
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (
    select from invoice_lines line where line.tenant_id = issued.tenant_id and line.invoice_id = issued.id
  ) then
    raise exception 'an issued invoice has at least one line' using errcode = 'check_violation',
      constraint = 'an issued invoice has at least one line', table = 'invoices';
  end if;
  if not exists (
    select from jsonb_array_elements(issued.vat) as rate
    having sum((rate ->> 'baseMinor')::bigint) = issued.net_minor and sum((rate ->> 'vatMinor')::bigint) = issued.vat_minor
  ) then
    raise exception 'the sums by VAT rate add up to the invoice' using errcode = 'check_violation',
      constraint = 'the sums by VAT rate add up to the invoice', table = 'invoices';
  end if;
end $$;

create trigger keep_facts before update or delete on invoices
  for each row execute function app.keep_invoice_facts();

-- The row lock makes a line that is being written wait for an issue under way, and the other way round.
create function app.keep_issued_lines() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  touched invoice_lines;
  state text;
begin
  touched := case when tg_op = 'DELETE' then old else new end;
  select invoice.state into state from invoices invoice
    where invoice.tenant_id = touched.tenant_id and invoice.id = touched.invoice_id for share;
  -- A draft that is being deleted takes its lines along: there is no invoice any more.
  if found and state <> 'draft' then
    raise exception 'the lines of an issued invoice cannot change' using errcode = 'check_violation',
      constraint = 'the lines of an issued invoice cannot change', table = 'invoice_lines';
  end if;
  return touched;
end $$;

create trigger keep_issued_lines before insert or update or delete on invoice_lines
  for each row execute function app.keep_issued_lines();

create function app.keep_counter_order() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.last_sequence <> old.last_sequence + 1 or new.last_issue_date < old.last_issue_date then
    raise exception 'numbers go up by one and dates never back' using errcode = 'check_violation',
      constraint = 'numbers go up by one and dates never back', table = 'invoice_counters';
  end if;
  return new;
end $$;

create trigger keep_order before update on invoice_counters for each row execute function app.keep_counter_order();

revoke all on function app.keep_invoice_facts, app.check_issue, app.keep_issued_lines, app.keep_counter_order from public;
grant execute on function app.check_issue to app_staff;
