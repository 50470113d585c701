-- Contact persons of a client, and the discount that its invoices begin with.

create table client_contacts (
  tenant_id uuid not null default app.tenant_id() references tenants on delete restrict,
  id uuid not null default gen_random_uuid(),
  client_id uuid not null,
  name text not null collate "tr-x-icu"
    constraint "a contact has a name of at most 120 characters" check (length(name) between 1 and 120),
  role text not null
    constraint "a contact has one of the known roles" check (role in ('billing', 'decision', 'other')),
  email text check (length(email) <= 254),
  phone text check (length(phone) <= 30),
  is_primary boolean not null,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint "a contact belongs to a client"
    foreign key (tenant_id, client_id) references clients (tenant_id, id) on delete cascade
);
create unique index "a client has one primary contact" on client_contacts (tenant_id, client_id) where is_primary;
create index client_contacts_of_client on client_contacts (tenant_id, client_id, name, id);

-- The names there are become people. Forced row security would hide every client from the owner.
alter table clients no force row level security;
insert into client_contacts (tenant_id, client_id, name, role, is_primary, created_at, updated_at)
select tenant_id, id, contact_name, 'billing', true, created_at, updated_at from clients where contact_name is not null;
alter table clients force row level security;

call app.guard('client_contacts');
create policy staff on client_contacts to app_staff using (true) with check (true);
create policy system on client_contacts for select to app_system using (true);
grant select, delete on client_contacts to app_staff;
grant insert (id, client_id, name, role, email, phone, is_primary, created_at, updated_at) on client_contacts to app_staff;
grant update (name, role, email, phone, is_primary, version, updated_at) on client_contacts to app_staff;
grant select on client_contacts to app_system;
call app.tell_changes('client_contacts', 'client', 'client_id');

-- The name on the client and its primary contact are one fact seen from two sides: whichever is written, the other follows.
create function app.follow_primary_contact() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  touched client_contacts := case when tg_op = 'DELETE' then old else new end;
  known text;
begin
  select contact.name into known from client_contacts contact
    where contact.tenant_id = touched.tenant_id and contact.client_id = touched.client_id and contact.is_primary;
  update clients set contact_name = known
    where tenant_id = touched.tenant_id and id = touched.client_id and contact_name is distinct from known;
  return null;
end $$;
create trigger follow_primary after insert or update or delete on client_contacts
  for each row when (pg_trigger_depth() = 0) execute function app.follow_primary_contact();

create function app.follow_contact_name() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.contact_name is null then
    update client_contacts set is_primary = false
      where tenant_id = new.tenant_id and client_id = new.id and is_primary;
    return null;
  end if;
  update client_contacts set name = new.contact_name, version = version + 1, updated_at = now()
    where tenant_id = new.tenant_id and client_id = new.id and is_primary;
  if not found then
    insert into client_contacts (client_id, name, role, is_primary) values (new.id, new.contact_name, 'billing', true);
  end if;
  return null;
end $$;
create trigger follow_contact_inserted after insert on clients
  for each row when (pg_trigger_depth() = 0 and new.contact_name is not null) execute function app.follow_contact_name();
create trigger follow_contact_updated after update of contact_name on clients
  for each row when (pg_trigger_depth() = 0 and new.contact_name is distinct from old.contact_name)
  execute function app.follow_contact_name();
revoke all on function app.follow_primary_contact, app.follow_contact_name from public;

alter table clients add column discount_rate numeric check (discount_rate between 0 and 100 and scale(discount_rate) <= 4);
grant insert (discount_rate), update (discount_rate) on clients to app_staff;
