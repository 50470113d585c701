-- Further addresses of a client: where invoices go, where goods go, branches.

create table client_addresses (
  tenant_id uuid not null default app.tenant_id() references tenants on delete restrict,
  id uuid not null,
  client_id uuid not null,
  kind text not null
    constraint "an address is for billing, delivery or of a branch" check (kind in ('billing', 'delivery', 'branch')),
  label text not null collate "tr-x-icu"
    constraint "an address has a name of at most 80 characters" check (length(label) between 1 and 80),
  address_line text check (length(address_line) between 1 and 300),
  district text check (length(district) between 1 and 100),
  city text check (length(city) between 1 and 100),
  postal_code text check (length(postal_code) between 1 and 20),
  country text not null check (country ~ '^[A-Z]{2}$'),
  phone text check (length(phone) <= 30),
  is_default boolean not null,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint "an address belongs to a client"
    foreign key (tenant_id, client_id) references clients (tenant_id, id) on delete cascade,
  constraint "only billing and delivery have a default" check (kind <> 'branch' or not is_default)
);
create unique index "a client has one default address of a kind" on client_addresses (tenant_id, client_id, kind) where is_default;
create index client_addresses_of_client on client_addresses (tenant_id, client_id, kind, label, id);

call app.guard('client_addresses');
create policy staff on client_addresses to app_staff using (true) with check (true);
create policy system on client_addresses for select to app_system using (true);
grant select, delete on client_addresses to app_staff;
grant insert (
  id, client_id, kind, label, address_line, district, city, postal_code, country, phone, is_default, created_at, updated_at
) on client_addresses to app_staff;
grant update (kind, label, address_line, district, city, postal_code, country, phone, is_default, version, updated_at)
  on client_addresses to app_staff;
grant select on client_addresses to app_system;
call app.tell_changes('client_addresses', 'client', 'client_id');
