-- Nothing is brought into a business that is being deleted; what it takes out goes on until the last day.
set local role crmfex_gate;
create or replace function gate.table_scope(tenant uuid, message uuid) returns table (user_id uuid, is_allowed boolean)
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
    and (o.queue = 'export-make' or not exists (select from public.closings c where c.tenant_id = tenant))
$$;
set local role crmfex_owner;
