-- What a return takes back is compared as it is printed, and its credit ends with it.
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
  ) then
    raise exception 'a return takes back no more than was sold' using errcode = 'check_violation',
      constraint = 'a return takes back no more than was sold', table = 'invoices';
  end if;
  return new;
end $$;

-- A cancelled return gives nothing: what its credit settled is open again.
create function app.void_credit() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  credit uuid;
begin
  select p.id into credit from payments p where p.tenant_id = new.tenant_id and p.return_id = new.id and not p.is_voided;
  if not found then return null; end if;
  insert into payment_allocations (payment_id, invoice_id, amount_minor, overpays, reverses_id, created_at)
    select a.payment_id, a.invoice_id, -a.amount_minor, a.overpays, a.id, new.cancelled_at from payment_allocations a
    where a.tenant_id = new.tenant_id and a.payment_id = credit and a.reverses_id is null and not exists (
      select from payment_allocations r where r.tenant_id = a.tenant_id and r.reverses_id = a.id
    );
  insert into payment_voids (payment_id, reason, voided_at) values (credit, new.cancel_reason, new.cancelled_at);
  return null;
end $$;

create trigger void_credit after update on invoices for each row
  when (new.kind = 'return' and old.state = 'issued' and new.state = 'cancelled') execute function app.void_credit();

revoke all on function app.void_credit from public;
