-- Tags: coloured words of a business's own, on clients and products.

create table tags (
  tenant_id uuid not null default app.tenant_id() references tenants on delete cascade,
  id uuid not null,
  name text not null collate "tr-x-icu"
    constraint "a tag has a name of at most 40 characters" check (length(name) between 1 and 40),
  colour text not null
    constraint "a tag has one of the known colours"
      check (colour in ('grey', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple')),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
-- Typed in a hurry: VIP, vip and Vıp are one tag.
create unique index "no two tags share a name" on tags (tenant_id, (app.fold(name collate "pg_c_utf8")));
call app.guard('tags');
create policy staff on tags to app_staff using (true) with check (true);
grant select, delete on tags to app_staff;
grant insert (id, name, colour, created_at, updated_at), update (name, colour, version, updated_at) on tags to app_staff;
call app.tell_changes('tags', 'tag');

create table client_tags (
  tenant_id uuid not null default app.tenant_id() references tenants on delete cascade,
  client_id uuid not null,
  tag_id uuid not null,
  created_at timestamptz not null default now(),
  constraint "a client has a tag once" primary key (tenant_id, client_id, tag_id),
  constraint "a tag is on a client" foreign key (tenant_id, client_id) references clients (tenant_id, id) on delete cascade,
  constraint "a client has a tag that is there" foreign key (tenant_id, tag_id) references tags (tenant_id, id) on delete cascade
);
create index client_tags_by_tag on client_tags (tenant_id, tag_id, client_id);
call app.guard('client_tags');
create policy staff on client_tags to app_staff using (true) with check (true);
grant select, delete on client_tags to app_staff;
grant insert (client_id, tag_id) on client_tags to app_staff;
call app.tell_changes('client_tags', 'client', 'client_id');

create table product_tags (
  tenant_id uuid not null default app.tenant_id() references tenants on delete cascade,
  product_id uuid not null,
  tag_id uuid not null,
  created_at timestamptz not null default now(),
  constraint "a product has a tag once" primary key (tenant_id, product_id, tag_id),
  constraint "a tag is on a product" foreign key (tenant_id, product_id) references products (tenant_id, id) on delete cascade,
  constraint "a product has a tag that is there" foreign key (tenant_id, tag_id) references tags (tenant_id, id) on delete cascade
);
create index product_tags_by_tag on product_tags (tenant_id, tag_id, product_id);
call app.guard('product_tags');
create policy staff on product_tags to app_staff using (true) with check (true);
grant select, delete on product_tags to app_staff;
grant insert (product_id, tag_id) on product_tags to app_staff;
call app.tell_changes('product_tags', 'product', 'product_id');

-- What goes with the record above it is deleted by the tables' owner, who sees no tenant and tells nobody: since PostgreSQL 18 a trigger
-- runs as whoever caused it, so that a client with contacts could not be deleted.
create or replace function app.tell_change() returns trigger language plpgsql as $$
declare
  subject jsonb := to_jsonb(case tg_op when 'DELETE' then old else new end);
begin
  -- Below a cascade: the record above has told already, and its tenant may be gone.
  if tg_op = 'DELETE' and (pg_trigger_depth() > 1 or current_user = 'crmfex_owner') then return null; end if;
  insert into public.changes (tenant_id, kind, subject_id)
  values ((subject ->> tg_argv[2])::uuid, tg_argv[0], (subject ->> tg_argv[1])::uuid)
  on conflict do nothing;
  return null;
end
$$;
