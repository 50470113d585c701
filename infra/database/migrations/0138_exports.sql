-- Tables that people take along: made by a job out of what a list shows, and kept for a day.
create table exports (
  tenant_id uuid not null default app.tenant_id() references tenants (id) on delete cascade,
  id uuid not null,
  subject text not null
    constraint "an export holds clients, products, invoices or their lines" check (subject in ('clients', 'products', 'invoices', 'invoiceLines')),
  format text not null constraint "an export is CSV or Excel" check (format in ('csv', 'xlsx')),
  delimiter text not null check (delimiter in (';', ',')),
  language text not null check (language in ('tr', 'en')),
  -- The question of the list, by the names of its query, and which columns in which order.
  filter jsonb not null default '{}' check (length(filter::text) <= 4000),
  columns jsonb not null default '[]' check (length(columns::text) <= 8000),
  state text not null default 'running' constraint "an export is running, ready or failed" check (state in ('running', 'ready', 'failed')),
  row_count int not null default 0 check (row_count >= 0),
  size_bytes bigint check (size_bytes >= 0),
  created_by uuid default app.user_id(),
  created_at timestamptz not null default now(),
  ready_at timestamptz,
  primary key (tenant_id, id)
);
create index exports_by_age on exports (created_at);

call app.guard('exports');
-- What somebody took along concerns nobody else.
create policy staff on exports to app_staff using (created_by = (select app.user_id())) with check (created_by = (select app.user_id()));
create policy system on exports to app_system using (true) with check (true);
create policy gate on exports for select to crmfex_gate using (true);
grant select on exports to app_staff;
grant insert (id, subject, format, delimiter, language, filter, columns, created_at) on exports to app_staff;
grant select, update (state, row_count, size_bytes, ready_at), delete on exports to app_system;
grant select (tenant_id, id, created_by, created_at) on exports to crmfex_gate;

call app.tell_changes('exports', 'export');

-- Whoever holds the message of such a job acts for the person who asked for it, as long as that person is still one of the business
-- and may do so: what is imported bears their name, and no job needs rights of its own on what it writes.
create function gate.table_scope(tenant uuid, message uuid) returns table (user_id uuid, is_allowed boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.user_id, m.user_id is not null and exists (
    select from gate.role_permissions p where p.role = m.role
      and p.permission = case when o.queue = 'export-make' then 'tables:export' else 'tables:import' end
  )
  from public.outbox o
  left join public.imports i on i.tenant_id = o.tenant_id and i.id = (o.body ->> 'importId')::uuid
  left join public.exports e on e.tenant_id = o.tenant_id and e.id = (o.body ->> 'exportId')::uuid
  left join public.members m on m.tenant_id = o.tenant_id and m.user_id = coalesce(i.acted_by, e.created_by)
  where o.tenant_id = tenant and o.id = message
    and o.queue in ('import-read', 'import-check', 'import-run', 'import-undo', 'export-make')
$$;

create function gate.enter_table(tenant uuid, message uuid) returns void language plpgsql volatile as $$
declare
  scope record;
begin
  select * into scope from gate.table_scope(tenant, message);
  if not found then raise exception 'the message has nothing to do' using errcode = 'CF410'; end if;
  if not scope.is_allowed then
    raise exception 'who asked for it may no longer do so' using errcode = 'CF403';
  end if;
  perform set_config('app.tenant_id', tenant::text, true), set_config('app.user_id', scope.user_id::text, true),
    set_config('app.actor_kind', 'staff', true);
  perform set_config('role', 'app_staff', true);
end
$$;

create function gate.tenants_with_old_exports() returns table (tenant_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct e.tenant_id from public.exports e where e.created_at < now() - interval '1 day'
$$;
revoke all on function gate.table_scope, gate.enter_table, gate.tenants_with_old_exports from public;
grant execute on function gate.table_scope, gate.enter_table to crmfex_api;
grant execute on function gate.tenants_with_old_exports to crmfex_jobs;
-- Last: whoever gives a function away can no longer say who may run it.
alter function gate.table_scope owner to crmfex_gate;
alter function gate.tenants_with_old_exports owner to crmfex_gate;
