-- Charges go back once, like lines, and compared as they are printed.
create or replace function app.check_return() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
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
      select l.original_position, sum(l.quantity) as quantity, sum(l.amount_minor) as amount_minor
      from invoice_lines l join invoices r on r.tenant_id = l.tenant_id and r.id = l.invoice_id
      where r.tenant_id = new.tenant_id and r.original_id = new.original_id and (r.state = 'issued' or r.id = new.id)
      group by 1
    ) back
    left join invoice_lines o
      on o.tenant_id = new.tenant_id and o.invoice_id = new.original_id and o.position = back.original_position
    where o.position is null or back.quantity > o.quantity or back.amount_minor > o.amount_minor
  ) or (
    select coalesce(sum((c ->> 'amountMinor')::bigint), 0) from jsonb_array_elements(original.charges) c
  ) < (
    select coalesce(sum((c ->> 'amountMinor')::bigint), 0) from invoices r cross join jsonb_array_elements(r.charges) c
    where r.tenant_id = new.tenant_id and r.original_id = new.original_id and (r.state = 'issued' or r.id = new.id)
  ) then
    raise exception 'a return takes back no more than was sold' using errcode = 'check_violation',
      constraint = 'a return takes back no more than was sold', table = 'invoices';
  end if;
  return new;
end $$;
