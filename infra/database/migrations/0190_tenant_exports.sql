-- A whole business to take along: asked for by an owner, made by a job, kept for seven days. The zip itself lies in a container of its own.
create table tenant_exports (
  tenant_id uuid not null default app.tenant_id() references tenants (id) on delete cascade,
  id uuid not null,
  state text not null default 'running'
    constraint "an export of a business is running, ready or failed" check (state in ('running', 'ready', 'failed')),
  row_count bigint not null default 0 check (row_count >= 0),
  file_count int not null default 0 check (file_count >= 0),
  size_bytes bigint check (size_bytes >= 0),
  -- What stood in the way of the last try, as a kind that the sites have words for.
  problem text constraint "a problem of an export has a name" check (problem in ('store', 'database', 'other')),
  requested_by uuid default app.user_id(),
  created_at timestamptz not null default now(),
  ready_at timestamptz,
  expires_at timestamptz not null,
  mailed_at timestamptz,
  primary key (tenant_id, id),
  constraint "a ready export has a size and a time" check (state <> 'ready' or (ready_at is not null and size_bytes is not null))
);
create unique index one_export_of_a_business_runs on tenant_exports (tenant_id) where state = 'running';
create index tenant_exports_by_end on tenant_exports (expires_at);

call app.guard('tenant_exports');
create policy staff on tenant_exports to app_staff using (true) with check (true);
create policy system on tenant_exports to app_system using (true) with check (true);
grant select, delete on tenant_exports to app_staff;
grant insert (id, created_at, expires_at) on tenant_exports to app_staff;
grant select, update (state, row_count, file_count, size_bytes, problem, ready_at, expires_at, mailed_at) on tenant_exports to app_system;

create trigger tell_change after insert or update or delete on tenant_exports for each row when (current_user <> 'crmfex_maintenance')
  execute function app.tell_change('tenantExport', 'id', 'tenant_id');

-- Whoever leaves may take everything along until the last day: this one queue runs in a business that is being deleted, too.
set local role crmfex_gate;
create or replace function gate.job_scope(tenant uuid, message uuid) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case
    when not exists (select from public.tenants t where t.id = tenant) then 'no tenant'
    when message is not null and exists (select from public.closings c where c.tenant_id = tenant)
      and not exists (select from public.outbox o where o.tenant_id = tenant and o.id = message and o.queue = 'tenant-export') then 'closing'
    when message is not null and not exists (select from public.outbox o where o.tenant_id = tenant and o.id = message) then 'done'
    else 'open'
  end
$$;

create or replace function gate.outbox_due(row_limit integer)
returns table (tenant_id uuid, id uuid, queue text, body jsonb, request_id text)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update public.outbox o
  set sent_count = o.sent_count + 1,
    next_at = now() + least(interval '1 hour', interval '1 minute' * (2 ^ least(o.sent_count, 10)))
  where (o.tenant_id, o.id) in (
    select d.tenant_id, d.id from public.outbox d
    where d.next_at <= now() and d.attempts < 20
      and (d.queue = 'tenant-export' or not exists (select from public.closings c where c.tenant_id = d.tenant_id))
    order by d.next_at limit row_limit for update skip locked
  )
  returning o.tenant_id, o.id, o.queue, o.body, o.request_id
$$;
set local role crmfex_owner;

-- One more mail about the own account. Others may have joined the list meanwhile: it is extended, not written anew.
do $$
declare
  known text := (select pg_get_constraintdef(oid) from pg_constraint where conname = 'mail_template_is_known');
begin
  alter table mails drop constraint mail_template_is_known;
  execute format('alter table mails add constraint mail_template_is_known %s',
    replace(known, '''closingAsked''::text', '''closingAsked''::text, ''exportAsked''::text'));
end
$$;
