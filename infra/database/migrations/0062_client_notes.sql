-- Notes about a client: what somebody of the business wants the others to know, each with its author and its time.

create table client_notes (
  tenant_id uuid not null default app.tenant_id() references tenants on delete restrict,
  id uuid not null,
  client_id uuid not null,
  text text not null
    constraint "a note has at most 5000 characters" check (length(text) between 1 and 5000),
  author_id uuid not null default app.user_id(),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint "a note belongs to a client"
    foreign key (tenant_id, client_id) references clients (tenant_id, id) on delete cascade
);
create index client_notes_of_client on client_notes (tenant_id, client_id, created_at, id);

-- Everybody reads them; only the author writes, changes and deletes.
call app.guard('client_notes');
create policy staff on client_notes for select to app_staff using (true);
create policy author on client_notes to app_staff
  using (author_id = (select app.user_id())) with check (author_id = (select app.user_id()));
grant select, delete on client_notes to app_staff;
grant insert (id, client_id, text, created_at, updated_at), update (text, version, updated_at) on client_notes to app_staff;
call app.tell_changes('client_notes', 'client', 'client_id');
