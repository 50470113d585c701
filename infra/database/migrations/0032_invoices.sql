-- Invoices with their lines, and the counters that number them.

create table invoices (
  tenant_id uuid not null default app.tenant_id() references tenants on delete restrict,
  id uuid not null,
  state text not null default 'draft'
    constraint "an invoice is a draft, issued or cancelled" check (state in ('draft', 'issued', 'cancelled')),
  client_id uuid not null,
  currency text not null check (currency in ('TRY', 'EUR', 'USD', 'GBP')),
  language text not null check (language in ('tr', 'en')),
  due_date date,
  prices_include_vat boolean not null,
  rounding_mode text not null check (rounding_mode in ('category', 'line')),
  -- As typed: numeric without a declared scale keeps 20 apart from 20.00.
  discount_rate numeric check (discount_rate between 0 and 100 and scale(discount_rate) <= 4),
  discount_minor bigint check (discount_minor between 0 and 9999999999999),
  notes text check (length(notes) <= 2000),

  -- Sums, made by shared/totals.ts from the lines.
  subtotal_minor bigint not null,
  discount_total_minor bigint not null check (discount_total_minor >= 0),
  net_minor bigint not null check (net_minor >= 0),
  vat_minor bigint not null check (vat_minor >= 0),
  total_minor bigint not null,
  vat jsonb not null,

  -- Taken at issue.
  series text check (series ~ '^[A-Z0-9]{3}$'),
  year int check (year between 2000 and 9999),
  sequence int check (sequence between 1 and 999999999),
  number text collate "C",
  issue_date date,
  issued_at timestamptz,
  issued_by uuid,
  seller jsonb,
  buyer jsonb,
  buyer_name text,

  cancelled_at timestamptz,
  cancelled_by uuid,
  cancel_reason text check (length(cancel_reason) between 1 and 500),

  pdf_state text not null default 'none' check (pdf_state in ('none', 'pending', 'ready', 'failed')),
  pdf_key text check (length(pdf_key) <= 300),
  pdf_at timestamptz,

  created_by uuid default app.user_id(),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  search text not null generated always as (
    app.fold((coalesce(number, '') || ' ' || coalesce(buyer_name, '')) collate "pg_c_utf8")
  ) stored,

  primary key (tenant_id, id),
  constraint "a client with documents cannot be deleted"
    foreign key (tenant_id, client_id) references clients (tenant_id, id) on delete restrict,
  constraint "no two invoices share a number" unique (tenant_id, series, year, sequence),
  constraint "an invoice has one discount, not two" check (discount_rate is null or discount_minor is null),
  constraint "subtotal less discount is net" check (subtotal_minor - discount_total_minor = net_minor),
  constraint "net and VAT are the total" check (net_minor + vat_minor = total_minor),
  constraint "a draft has no number" check (
    state <> 'draft'
    or num_nulls(series, year, sequence, number, issue_date, issued_at, seller, buyer, buyer_name) = 9
  ),
  constraint "an issued invoice has number, date, seller and buyer" check (
    state = 'draft'
    or num_nulls(series, year, sequence, number, issue_date, issued_at, seller, buyer, buyer_name) = 0
  ),
  constraint "a number is series, year and nine digits" check (
    number = series || year::text || lpad(sequence::text, 9, '0')
  ),
  constraint "the year of the number is the year of issue" check (year = extract(year from issue_date)),
  constraint "an invoice is not due before it is issued" check (due_date >= issue_date),
  constraint "a cancelled invoice has a time and a reason" check (
    (state = 'cancelled') = (cancelled_at is not null) and (cancelled_at is null) = (cancel_reason is null)
  ),
  constraint "a ready PDF has a key" check (pdf_state <> 'ready' or pdf_key is not null)
);

create index invoices_by_created_at on invoices (tenant_id, created_at, id);
-- Lists page by key, and a key is never null: what has no date or number yet sorts as the latest. Not by coalesce, which PostgreSQL
-- takes for leaky, so that under row security no condition on it could use an index.
create index invoices_by_issue_date on invoices (tenant_id, (case when issue_date is null then '9999-12-31' else issue_date end), id);
create index invoices_by_due_date on invoices (tenant_id, (case when due_date is null then '9999-12-31' else due_date end), id);
create index invoices_by_number on invoices (tenant_id, (case when number is null then '~' else number end), id);
create index invoices_by_total on invoices (tenant_id, total_minor, id);
create index invoices_by_client on invoices (tenant_id, client_id, created_at, id);
create index invoices_by_state on invoices (tenant_id, state, created_at, id);

create table invoice_lines (
  tenant_id uuid not null default app.tenant_id(),
  invoice_id uuid not null,
  position int not null check (position between 1 and 500),
  description text not null check (length(description) between 1 and 500),
  quantity numeric not null check (quantity >= 0 and quantity < 1e9 and scale(quantity) <= 6),
  unit text not null check (unit ~ '^[A-Z0-9]{2,3}$'),
  unit_price numeric not null check (unit_price >= 0 and unit_price < 1e12 and scale(unit_price) <= 6),
  vat_rate numeric not null check (vat_rate between 0 and 100 and scale(vat_rate) <= 4),
  discount_rate numeric check (discount_rate between 0 and 100 and scale(discount_rate) <= 4),
  discount_minor bigint check (discount_minor between 0 and 9999999999999),
  net_minor bigint not null check (net_minor >= 0),
  amount_minor bigint not null check (amount_minor >= 0),
  primary key (tenant_id, invoice_id, position),
  foreign key (tenant_id, invoice_id) references invoices (tenant_id, id) on delete cascade,
  constraint "a line has one discount, not two" check (discount_rate is null or discount_minor is null)
);

-- One row per series and year, locked while a number is taken, so that numbers have no gaps and dates never run backwards.
create table invoice_counters (
  tenant_id uuid not null default app.tenant_id() references tenants on delete restrict,
  series text not null check (series ~ '^[A-Z0-9]{3}$'),
  year int not null check (year between 2000 and 9999),
  last_sequence int not null,
  last_issue_date date not null,
  primary key (tenant_id, series, year),
  constraint "numbers begin at 1 and end at nine digits" check (last_sequence between 1 and 999999999),
  constraint "the last date lies in the year of the counter" check (extract(year from last_issue_date) = year)
);

call app.guard('invoices');
call app.guard('invoice_lines');
call app.guard('invoice_counters');

create policy staff on invoices to app_staff using (true) with check (true);
create policy staff on invoice_lines to app_staff using (true) with check (true);
create policy staff on invoice_counters to app_staff using (true) with check (true);
create policy system on invoices to app_system using (true) with check (true);
create policy system on invoice_lines for select to app_system using (true);

grant select, delete on invoices to app_staff;
grant insert (
  id, client_id, currency, language, due_date, prices_include_vat, rounding_mode, discount_rate, discount_minor, notes,
  subtotal_minor, discount_total_minor, net_minor, vat_minor, total_minor, vat, created_at, updated_at
) on invoices to app_staff;
grant update (
  state, client_id, currency, language, due_date, prices_include_vat, rounding_mode, discount_rate, discount_minor, notes,
  subtotal_minor, discount_total_minor, net_minor, vat_minor, total_minor, vat, series, year, sequence, number, issue_date,
  issued_at, issued_by, seller, buyer, buyer_name, cancelled_at, cancelled_by, cancel_reason, pdf_state, version, updated_at
) on invoices to app_staff;
grant select, delete on invoice_lines to app_staff;
grant insert (
  invoice_id, position, description, quantity, unit, unit_price, vat_rate, discount_rate, discount_minor, net_minor, amount_minor
) on invoice_lines to app_staff; -- no update: lines are replaced as a whole
grant select on invoice_counters to app_staff;
grant insert (series, year, last_sequence, last_issue_date), update (last_sequence, last_issue_date) on invoice_counters to app_staff;

grant select on invoices, invoice_lines to app_system;
grant update (pdf_state, pdf_key, pdf_at) on invoices to app_system;
