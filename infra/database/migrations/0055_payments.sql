-- Money that settles invoices: payments, what of them went to which invoice, and how they are undone.
-- Rows are only added; what is derived from them (allocated, voided, settled) is kept beside the facts by triggers that accept nothing but the truth.

create table payments (
  tenant_id uuid not null default app.tenant_id() references tenants on delete restrict,
  id uuid not null,
  kind text not null
    constraint "a payment is money, a write-off, a return or an opening balance"
    check (kind in ('payment', 'writeOff', 'return', 'opening')),
  client_id uuid not null,
  payment_date date not null check (payment_date between '1900-01-01' and '9999-12-31'),
  currency text not null check (currency in ('TRY', 'EUR', 'USD', 'GBP')),
  amount_minor bigint not null
    constraint "a payment has an amount" check (amount_minor between 1 and 9999999999999),
  method text check (method in ('cash', 'bank', 'card', 'cheque', 'other')),
  reference text check (length(reference) between 1 and 100),
  note text check (length(note) between 1 and 1000),
  allocated_minor bigint not null default 0,
  is_voided boolean not null default false,
  created_by uuid default app.user_id(),
  created_at timestamptz not null default now(),
  search text not null generated always as (
    app.fold((coalesce(reference, '') || ' ' || coalesce(note, '')) collate "pg_c_utf8")
  ) stored,
  primary key (tenant_id, id),
  constraint "a client with payments cannot be deleted"
    foreign key (tenant_id, client_id) references clients (tenant_id, id) on delete restrict,
  constraint "a payment is allocated up to its amount" check (allocated_minor between 0 and amount_minor),
  constraint "a voided payment settles nothing" check (not is_voided or allocated_minor = 0),
  constraint "money received has a method" check ((kind = 'payment') = (method is not null))
);

create index payments_by_date on payments (tenant_id, payment_date, id);
create index payments_by_created_at on payments (tenant_id, created_at, id);
create index payments_by_amount on payments (tenant_id, amount_minor, id);
create index payments_by_client on payments (tenant_id, client_id, payment_date, id);
create index payments_with_credit on payments (tenant_id, client_id, payment_date, id)
  where allocated_minor < amount_minor and not is_voided;

create table payment_voids (
  tenant_id uuid not null default app.tenant_id(),
  payment_id uuid not null,
  reason text not null check (length(reason) between 1 and 500),
  voided_by uuid default app.user_id(),
  voided_at timestamptz not null default now(),
  constraint "a payment is voided once" primary key (tenant_id, payment_id),
  foreign key (tenant_id, payment_id) references payments (tenant_id, id) on delete restrict
);

-- A negative amount takes an earlier row back, whole.
create table payment_allocations (
  tenant_id uuid not null default app.tenant_id(),
  id uuid not null default gen_random_uuid(),
  payment_id uuid not null,
  invoice_id uuid not null,
  amount_minor bigint not null check (amount_minor <> 0),
  -- More than the invoice is worth, because somebody said so.
  overpays boolean not null default false,
  reverses_id uuid,
  created_by uuid default app.user_id(),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint "an allocation is taken back once" unique (tenant_id, reverses_id),
  foreign key (tenant_id, payment_id) references payments (tenant_id, id) on delete restrict,
  constraint "an allocation names an invoice"
    foreign key (tenant_id, invoice_id) references invoices (tenant_id, id) on delete restrict,
  foreign key (tenant_id, reverses_id) references payment_allocations (tenant_id, id) on delete restrict,
  constraint "an allocation settles, or takes one back" check ((amount_minor < 0) = (reverses_id is not null))
);

create index payment_allocations_by_payment on payment_allocations (tenant_id, payment_id, created_at, id);
create index payment_allocations_by_invoice on payment_allocations (tenant_id, invoice_id, created_at, id);

alter table invoices
  add column settled_minor bigint not null default 0 check (settled_minor >= 0),
  add constraint "an invoice with payments cannot be cancelled" check (state = 'issued' or settled_minor = 0);

call app.guard('payments');
call app.guard('payment_voids');
call app.guard('payment_allocations');
create policy staff on payments to app_staff using (true) with check (true);
create policy staff on payment_voids to app_staff using (true) with check (true);
create policy staff on payment_allocations to app_staff using (true) with check (true);
create policy system on payments for select to app_system using (true);
create policy system on payment_voids for select to app_system using (true);
create policy system on payment_allocations for select to app_system using (true);

-- No update but of what the triggers below keep, and no delete: a payment is undone by another row.
grant select on payments, payment_voids, payment_allocations to app_staff, app_system;
grant insert (id, kind, client_id, payment_date, currency, amount_minor, method, reference, note, created_at),
  update (allocated_minor, is_voided) on payments to app_staff;
grant insert (payment_id, reason, voided_at) on payment_voids to app_staff;
grant insert (id, payment_id, invoice_id, amount_minor, overpays, reverses_id, created_at) on payment_allocations to app_staff;
grant update (settled_minor) on invoices to app_staff;
grant select (settled_minor) on invoices to app_portal;

-- An allocation joins a payment and an invoice of one client in one currency; a reversal is the mirror of what it takes back.
create function app.check_allocation() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.reverses_id is not null and not exists (
    select from payment_allocations a where a.tenant_id = new.tenant_id and a.id = new.reverses_id and a.payment_id = new.payment_id
      and a.invoice_id = new.invoice_id and a.amount_minor = -new.amount_minor and a.overpays = new.overpays
  ) then
    raise exception 'a reversal mirrors what it takes back' using errcode = 'check_violation',
      constraint = 'a reversal mirrors what it takes back', table = 'payment_allocations';
  end if;
  if not exists (
    select from payments p join invoices i on i.tenant_id = p.tenant_id and i.client_id = p.client_id and i.currency = p.currency
    where p.tenant_id = new.tenant_id and p.id = new.payment_id and i.id = new.invoice_id
  ) then
    raise exception 'payment and invoice are of one client and currency' using errcode = 'check_violation',
      constraint = 'payment and invoice are of one client and currency', table = 'payment_allocations';
  end if;
  return new;
end $$;

create trigger check_allocation before insert on payment_allocations
  for each row execute function app.check_allocation();

-- Payments first, then invoices, each in the order of their ids: two writers wait for each other and never in a circle.
create function app.settle() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  touched record;
begin
  for touched in select tenant_id, payment_id, sum(amount_minor) as minor from added group by 1, 2 order by 1, 2 loop
    update payments set allocated_minor = allocated_minor + touched.minor
      where tenant_id = touched.tenant_id and id = touched.payment_id;
  end loop;
  for touched in select tenant_id, invoice_id, sum(amount_minor) as minor from added group by 1, 2 order by 1, 2 loop
    update invoices set settled_minor = settled_minor + touched.minor
      where tenant_id = touched.tenant_id and id = touched.invoice_id;
  end loop;
  return null;
end $$;

create trigger settle after insert on payment_allocations
  referencing new table as added for each statement execute function app.settle();

-- Whoever writes it: what is settled is the sum of the allocations, and no more than the invoice is worth unless that was meant.
-- The row is locked by now, so the sum sees every writer that came before.
create function app.keep_settled() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
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
  if new.settled_minor > new.total_minor and not is_meant then
    raise exception 'an invoice is settled up to its worth' using errcode = 'check_violation',
      constraint = 'an invoice is settled up to its worth', table = 'invoices';
  end if;
  return new;
end $$;

create trigger keep_settled before update on invoices for each row
  when (new.settled_minor is distinct from old.settled_minor) execute function app.keep_settled();

create function app.keep_payment() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  truth bigint;
begin
  select coalesce(sum(a.amount_minor), 0) into truth
    from payment_allocations a where a.tenant_id = new.tenant_id and a.payment_id = new.id;
  if new.allocated_minor <> truth then
    raise exception 'what is allocated is the sum of the allocations' using errcode = 'check_violation',
      constraint = 'what is allocated is the sum of the allocations', table = 'payments';
  end if;
  if new.is_voided <> exists (
    select from payment_voids v where v.tenant_id = new.tenant_id and v.payment_id = new.id
  ) then
    raise exception 'a payment is voided by its void' using errcode = 'check_violation',
      constraint = 'a payment is voided by its void', table = 'payments';
  end if;
  return new;
end $$;

create trigger keep_payment before update on payments for each row execute function app.keep_payment();

create function app.void_payment() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  update payments set is_voided = true where tenant_id = new.tenant_id and id = new.payment_id;
  return null;
end $$;

create trigger void_payment after insert on payment_voids for each row execute function app.void_payment();

-- As before, and what is settled moves too.
create or replace function app.keep_invoice_facts() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  -- search is generated from facts, and not yet there when this runs.
  movable constant text[] := array[
    'state', 'cancelled_at', 'cancelled_by', 'cancel_reason', 'pdf_state', 'pdf_key', 'pdf_at', 'version', 'updated_at', 'search',
    'settled_minor'
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

revoke all on function app.check_allocation, app.settle, app.keep_settled, app.keep_payment, app.void_payment from public;

call app.tell_changes('payments', 'payment');
