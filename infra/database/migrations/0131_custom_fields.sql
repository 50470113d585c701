-- Fields of a business's own on clients and products: defined here, their values kept beside the record, by the field's id.

create table custom_fields (
  tenant_id uuid not null default app.tenant_id() references tenants on delete cascade,
  id uuid not null,
  subject text not null
    constraint "a custom field is of clients or products" check (subject in ('client', 'product')),
  label text not null collate "tr-x-icu"
    constraint "a custom field has a name of at most 60 characters" check (length(label) between 1 and 60),
  type text not null
    constraint "a custom field has one of the known types" check (type in ('text', 'number', 'date', 'yesNo', 'choice', 'link')),
  choices jsonb not null
    constraint "choices are a list" check (jsonb_typeof(choices) = 'array' and jsonb_array_length(choices) <= 50),
  is_required boolean not null,
  position int not null check (position >= 0),
  archived_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint "only a choice has choices" check ((type = 'choice') = (jsonb_array_length(choices) > 0))
);
create unique index "no two custom fields share a name"
  on custom_fields (tenant_id, subject, (app.fold(label collate "pg_c_utf8"))) where archived_at is null;
call app.guard('custom_fields');
create policy staff on custom_fields to app_staff using (true) with check (true);
grant select, delete on custom_fields to app_staff;
-- What a field is of and its type stay: the values that are kept are of that type.
grant insert (id, subject, label, type, choices, is_required, position, created_at, updated_at),
  update (label, choices, is_required, position, archived_at, version, updated_at) on custom_fields to app_staff;
call app.tell_changes('custom_fields', 'customField');

create function app.is_custom_value(type text, choices jsonb, value jsonb) returns boolean
  language sql stable parallel safe set search_path = pg_catalog, pg_temp as $$
  select case
    when type = 'yesNo' then jsonb_typeof(value) = 'boolean'
    when jsonb_typeof(value) <> 'string' then false
    when type = 'text' then length(value #>> '{}') between 1 and 500
    when type = 'number' then value #>> '{}' ~ '^-?(0|[1-9]\d{0,11})(\.\d{1,6})?$'
    when type = 'date' then value #>> '{}' ~ '^\d{4}-\d\d-\d\d$' and pg_input_is_valid(value #>> '{}', 'date')
    when type = 'choice' then choices ? (value #>> '{}')
    when type = 'link' then value #>> '{}' ~ '^https?://\S+$' and length(value #>> '{}') <= 500
    else false end
$$;

-- Each value that is new or other than before is one of a field of this business, of this kind of record, and of the field's type.
-- What was kept before stays, though the field is archived or a choice is no longer offered.
create function app.check_custom_values() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from jsonb_each(new.custom_fields) v
    where (tg_op = 'INSERT' or old.custom_fields -> v.key is distinct from v.value) and not exists (
      select from custom_fields f where f.tenant_id = new.tenant_id and f.id::text = v.key and f.subject = tg_argv[0]
        and app.is_custom_value(f.type, f.choices, v.value))
  ) then
    raise exception 'a custom value fits its field' using errcode = 'check_violation',
      constraint = 'a custom value fits its field', table = tg_table_name;
  end if;
  return new;
end $$;

create function app.keep_used_field() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from clients c where c.tenant_id = old.tenant_id and c.custom_fields ? old.id::text)
    or exists (select from products p where p.tenant_id = old.tenant_id and p.custom_fields ? old.id::text) then
    raise exception 'a custom field with values is archived, not deleted' using errcode = 'foreign_key_violation',
      constraint = 'a custom field with values is archived, not deleted', table = 'custom_fields';
  end if;
  return old;
end $$;

-- What of the values may be searched for, in one line.
create function app.custom_words(fields jsonb) returns text language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select coalesce(string_agg(value #>> '{}', ' '), '') from jsonb_each(fields) where jsonb_typeof(value) = 'string'
$$;
revoke all on function app.is_custom_value, app.check_custom_values, app.keep_used_field, app.custom_words from public;
grant execute on function app.is_custom_value, app.custom_words to app_staff, app_system;

alter table clients add column custom_fields jsonb not null default '{}'
  constraint "a client's own fields are named values" check (jsonb_typeof(custom_fields) = 'object');
alter table products add column custom_fields jsonb not null default '{}'
  constraint "a product's own fields are named values" check (jsonb_typeof(custom_fields) = 'object');
grant insert (custom_fields), update (custom_fields) on clients, products to app_staff;

create trigger check_custom_values before insert or update of custom_fields on clients
  for each row when (new.custom_fields <> '{}') execute function app.check_custom_values('client');
create trigger check_custom_values before insert or update of custom_fields on products
  for each row when (new.custom_fields <> '{}') execute function app.check_custom_values('product');
create trigger keep_used_field before delete on custom_fields for each row execute function app.keep_used_field();

-- The search within the lists.
alter table clients drop column search;
alter table clients add column search text not null generated always as (
  app.fold(
    (name || ' ' || coalesce(contact_name, '') || ' ' || coalesce(email, '') || ' ' || coalesce(tax_number, '') || ' '
      || coalesce(city, '') || ' ' || app.custom_words(custom_fields)) collate "pg_c_utf8"
  )
) stored;
alter table products drop column search;
alter table products add column search text not null generated always as (
  app.fold((coalesce(code, '') || ' ' || name || ' ' || app.custom_words(custom_fields)) collate "pg_c_utf8")
) stored;

-- And the search across everything.
drop trigger keep_search_entry on clients;
drop trigger keep_search_entry on products;
alter table search_entries no force row level security;
delete from search_entries where kind in ('client', 'product');
alter table search_entries force row level security;
call app.index_search('clients', 'client', 'name, contact_name, email, phone, tax_number, city, custom_fields', $q$
  select null::uuid as parent_id, r.name::text as title, concat_ws(' · ', r.contact_name, r.city) as detail, null::bigint as amount_minor,
    null::text as currency,
    concat_ws(' ', r.name, r.contact_name, r.email, r.phone, r.tax_number, r.city, app.custom_words(r.custom_fields)) as words $q$);
call app.index_search('products', 'product', 'name, code, description, custom_fields', $q$
  select null::uuid as parent_id, r.name::text as title, coalesce(r.code, '') as detail, null::bigint as amount_minor,
    null::text as currency, concat_ws(' ', r.name, r.code, r.description, app.custom_words(r.custom_fields)) as words $q$);
