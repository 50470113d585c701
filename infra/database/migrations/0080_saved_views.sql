-- Views of lists that people keep: their own, and those that a colleague shares with the business.
create table saved_views (
  tenant_id uuid not null default app.tenant_id() references tenants (id) on delete cascade,
  id uuid not null,
  user_id uuid not null default app.user_id(),
  list text not null check (list in ('invoices', 'clients', 'products', 'payments', 'mails')),
  name text not null constraint "a view has a name of at most 60 characters" check (length(name) between 1 and 60),
  -- What the list is asked, as it stands in the address.
  query text not null check (length(query) <= 2000),
  is_shared boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references members (tenant_id, user_id) on delete cascade
);
create index saved_views_of_user on saved_views (tenant_id, user_id, list);

call app.guard('saved_views');
create policy staff_read on saved_views for select to app_staff using (is_shared or user_id = (select app.user_id()));
create policy staff_add on saved_views for insert to app_staff with check (user_id = (select app.user_id()));
create policy staff_change on saved_views for update to app_staff
  using (user_id = (select app.user_id())) with check (user_id = (select app.user_id()));
create policy staff_remove on saved_views for delete to app_staff using (user_id = (select app.user_id()));

grant select, delete on saved_views to app_staff;
grant insert (id, list, name, query, is_shared, created_at, updated_at) on saved_views to app_staff;
grant update (name, query, is_shared, updated_at) on saved_views to app_staff;

call app.tell_changes('saved_views', 'view');
