-- Products and services: what a tenant sells, with a price in each of its currencies.

-- Prices as `[{"currency": "TRY", "unitPrice": "149.90"}]`: one per currency, written as decimals without a sign.
create function app.are_prices(prices jsonb) returns boolean
  language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select case when jsonb_typeof(prices) = 'array' then
    jsonb_array_length(prices) = (
      select count(distinct price ->> 'currency') from jsonb_array_elements(prices) as price
      where price ->> 'currency' in ('TRY', 'EUR', 'USD', 'GBP') and jsonb_typeof(price -> 'unitPrice') = 'string'
        and price ->> 'unitPrice' ~ '^(0|[1-9]\d{0,11})(\.\d{1,6})?$'
    )
  else false end
$$;
revoke all on function app.are_prices from public;
grant execute on function app.are_prices to app_staff, app_portal, app_system, crmfex_maintenance;

create table products (
  tenant_id uuid not null default app.tenant_id() references tenants on delete restrict,
  id uuid not null,
  kind text not null
    constraint "a product is a good or a service" check (kind in ('product', 'service')),
  code text check (length(code) between 1 and 40),
  name text not null collate "tr-x-icu"
    constraint "a product has a name of at most 200 characters" check (length(name) between 1 and 200),
  description text check (length(description) between 1 and 2000),
  unit text not null check (unit ~ '^[A-Z0-9]{2,3}$'),
  prices jsonb not null
    constraint "a product has one price in a currency" check (app.are_prices(prices)),
  prices_include_vat boolean not null,
  vat_rate numeric not null check (vat_rate between 0 and 100 and scale(vat_rate) <= 4),
  withholding_code text check (length(withholding_code) between 1 and 10),
  exemption_code text check (length(exemption_code) between 1 and 10),
  search text not null generated always as (
    app.fold((coalesce(code, '') || ' ' || name) collate "pg_c_utf8")
  ) stored,
  archived_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id)
);

-- Codes are typed in a hurry: a-1 and A-1 are the same.
create unique index "no two products share a code" on products (tenant_id, lower(code collate "C"));
create index products_by_name on products (tenant_id, name, id);
create index products_by_created_at on products (tenant_id, created_at, id);
-- What has no code comes last.
create index products_by_code on products (tenant_id, (case when code is null then '~' else code end collate "C"), id);

call app.guard('products');
create policy staff on products to app_staff using (true) with check (true);
create policy system on products for select to app_system using (true);

grant select, delete on products to app_staff;
grant insert (
  id, kind, code, name, description, unit, prices, prices_include_vat, vat_rate, withholding_code, exemption_code, created_at, updated_at
) on products to app_staff;
grant update (
  kind, code, name, description, unit, prices, prices_include_vat, vat_rate, withholding_code, exemption_code, archived_at,
  version, updated_at
) on products to app_staff;
grant select on products to app_system;

call app.tell_changes('products', 'product');

-- Which product a line came from; what the line says stays its own.
alter table invoice_lines add product_id uuid,
  add constraint "a line names a product that is there"
    foreign key (tenant_id, product_id) references products (tenant_id, id) on delete restrict;
create index invoice_lines_by_product on invoice_lines (tenant_id, product_id) where product_id is not null;
grant insert (product_id) on invoice_lines to app_staff;
