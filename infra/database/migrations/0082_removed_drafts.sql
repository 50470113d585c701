-- Drafts that somebody deleted, for thirty days: deleting is undone by bringing one back under its own id.
create table removed_drafts (
  tenant_id uuid not null default app.tenant_id() references tenants (id) on delete cascade,
  id uuid not null,
  -- What was typed, as the contract has it.
  draft jsonb not null,
  created_at timestamptz not null,
  removed_at timestamptz not null default now(),
  removed_by uuid default app.user_id(),
  primary key (tenant_id, id)
);
create index removed_drafts_by_age on removed_drafts (removed_at);

call app.guard('removed_drafts');
create policy staff on removed_drafts to app_staff using (true) with check (true);
create policy gate on removed_drafts to crmfex_gate using (true);
grant select, delete on removed_drafts to app_staff;
grant insert (id, draft, created_at, removed_at), update (draft, created_at, removed_at) on removed_drafts to app_staff;
grant select (removed_at), delete on removed_drafts to crmfex_gate;

create function gate.forget_removed_drafts() returns integer
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with gone as (delete from public.removed_drafts where removed_at < now() - interval '30 days' returning 1)
  select count(*)::integer from gone
$$;
revoke all on function gate.forget_removed_drafts from public;
grant execute on function gate.forget_removed_drafts to crmfex_jobs;
alter function gate.forget_removed_drafts owner to crmfex_gate;
