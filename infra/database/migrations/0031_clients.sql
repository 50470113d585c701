-- Clients: whom a tenant sells to.

create table clients (
  tenant_id uuid not null default app.tenant_id() references tenants on delete restrict,
  id uuid not null,
  kind text not null
    constraint "a client is a company or a person" check (kind in ('company', 'person')),
  -- Sorted as people in Turkey read a list: ç after c, ı before i.
  name text not null collate "tr-x-icu"
    constraint "a client has a name of at most 200 characters" check (length(name) between 1 and 200),
  email text check (length(email) <= 254),
  phone text check (length(phone) <= 30),
  contact_name text check (length(contact_name) between 1 and 120),
  tax_number text check (length(tax_number) between 1 and 20),
  tax_office text check (length(tax_office) between 1 and 100),
  address_line text check (length(address_line) between 1 and 300),
  district text check (length(district) between 1 and 100),
  city text check (length(city) between 1 and 100),
  postal_code text check (length(postal_code) between 1 and 20),
  country text not null check (country ~ '^[A-Z]{2}$'),
  currency text check (currency in ('TRY', 'EUR', 'USD', 'GBP')),
  language text check (language in ('tr', 'en')),
  payment_days int check (payment_days between 0 and 365),
  notes text check (length(notes) <= 5000),
  search text not null generated always as (
    app.fold(
      (name || ' ' || coalesce(contact_name, '') || ' ' || coalesce(email, '') || ' ' || coalesce(tax_number, '') || ' '
        || coalesce(city, '')) collate "pg_c_utf8"
    )
  ) stored,
  archived_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id)
);

create index clients_by_name on clients (tenant_id, name, id);
create index clients_by_created_at on clients (tenant_id, created_at, id);

call app.guard('clients');
create policy staff on clients to app_staff using (true) with check (true);
create policy system on clients for select to app_system using (true);

grant select, delete on clients to app_staff;
grant insert (
  id, kind, name, email, phone, contact_name, tax_number, tax_office, address_line, district, city, postal_code, country,
  currency, language, payment_days, notes, created_at, updated_at
) on clients to app_staff;
grant update (
  kind, name, email, phone, contact_name, tax_number, tax_office, address_line, district, city, postal_code, country,
  currency, language, payment_days, notes, archived_at, version, updated_at
) on clients to app_staff;
grant select on clients to app_system;
