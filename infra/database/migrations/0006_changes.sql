-- What changed lately, by transaction id: a reader that asks from the oldest transaction it could not yet see misses nothing.
create table changes (
  tenant_id uuid not null default app.tenant_id() references tenants (id) on delete cascade,
  changed_xid xid8 not null default pg_current_xact_id(),
  kind text not null check (length(kind) <= 40),
  subject_id uuid not null,
  primary key (tenant_id, changed_xid, kind, subject_id)
);
create index changes_of_subject on changes (tenant_id, kind, subject_id, changed_xid);
call app.guard('changes');
create policy staff on changes for select to app_staff using (true);
create policy staff_insert on changes for insert to app_staff with check (changed_xid = pg_current_xact_id());
create policy portal_insert on changes for insert to app_portal with check (changed_xid = pg_current_xact_id());
create policy system_insert on changes for insert to app_system with check (changed_xid = pg_current_xact_id());
create policy gate on changes to crmfex_gate using (true);
grant select on changes to app_staff;
grant insert on changes to app_staff, app_portal, app_system;
grant select, delete on changes to crmfex_gate;

-- Appends, never updates: two transactions that touch the same record must not wait for each other here.
create function app.tell_change() returns trigger language plpgsql as $$
declare
  subject jsonb := to_jsonb(case tg_op when 'DELETE' then old else new end);
begin
  -- Below a cascade: the record above has told already, and its tenant may be gone.
  if tg_op = 'DELETE' and pg_trigger_depth() > 1 then return null; end if;
  insert into public.changes (tenant_id, kind, subject_id)
  values ((subject ->> tg_argv[2])::uuid, tg_argv[0], (subject ->> tg_argv[1])::uuid)
  on conflict do nothing;
  return null;
end
$$;
revoke all on function app.tell_change from public;
grant execute on function app.tell_change to app_staff, app_portal, app_system;

-- `call app.tell_changes('invoice_deliveries', 'invoice', 'invoice_id')`: each change of the row is a change of that invoice.
create procedure app.tell_changes(table_name text, kind text, subject_column text default 'id')
language plpgsql as $$
begin
  execute format(
    'create trigger tell_change after insert or update or delete on public.%I for each row execute function app.tell_change(%L, %L, %L)',
    table_name, kind, subject_column, 'tenant_id');
end
$$;
revoke all on procedure app.tell_changes from public;

-- Only the latest change of a record matters to a late reader; the ones before it go.
create function gate.forget_changes() returns integer
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with gone as (
    delete from public.changes c
    where exists (
      select from public.changes later
      where later.tenant_id = c.tenant_id and later.kind = c.kind and later.subject_id = c.subject_id
        and later.changed_xid > c.changed_xid
    )
    returning 1
  )
  select count(*)::integer from gone
$$;
revoke all on function gate.forget_changes from public;
grant execute on function gate.forget_changes to crmfex_jobs;
-- Last, since rights on a function can only be given and taken by its owner, and anybody else is merely warned.
alter function gate.forget_changes owner to crmfex_gate;

create trigger tell_change after update on tenants for each row execute function app.tell_change('tenant', 'id', 'id');
