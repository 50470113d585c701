-- The scope of a transaction: who acts, for which tenant; and the guard that every tenant table gets.
create schema app;
create schema gate;
grant usage on schema app to app_staff, app_portal, app_system, app_identity, crmfex_gate;
grant usage on schema gate to crmfex_api, crmfex_jobs;
grant usage, create on schema gate to crmfex_gate;
grant usage on schema public to app_staff, app_portal, app_system, app_identity, crmfex_gate, crmfex_maintenance;

-- Empty after a transaction that had set it, null before any: both mean nobody.
create function app.tenant_id() returns uuid language sql stable as
  $$ select nullif(current_setting('app.tenant_id', true), '')::uuid $$;
create function app.user_id() returns uuid language sql stable as
  $$ select nullif(current_setting('app.user_id', true), '')::uuid $$;
create function app.link_id() returns uuid language sql stable as
  $$ select nullif(current_setting('app.link_id', true), '')::uuid $$;
create function app.document_id() returns uuid language sql stable as
  $$ select nullif(current_setting('app.document_id', true), '')::uuid $$;
create function app.actor_kind() returns text language sql stable as
  $$ select nullif(current_setting('app.actor_kind', true), '') $$;
-- The user of a staff session, the link of a portal session, nobody for a job.
create function app.actor_id() returns uuid language sql stable as
  $$ select coalesce(app.user_id(), app.link_id()) $$;

-- Search and sort without case and accents, as Turkish and Western European keyboards are used in a hurry.
create function app.fold(value text) returns text language sql immutable parallel safe strict as
  $$ select lower(translate(value,
       'İIıŞşĞğÇçÜüÖöÂâÎîÛûÁáÀàÄäÃãÅåÉéÈèÊêËëÍíÌìÏïÓóÒòÔôÕõÚúÙùÑñß',
       'iiissggccuuooaaiiuuaaaaaaaaaaeeeeeeeeiiiiiioooooooouuuunns')) $$;

revoke all on all functions in schema app from public;
grant execute on all functions in schema app to app_staff, app_portal, app_system, app_identity, crmfex_gate, crmfex_maintenance;
grant usage on schema app to crmfex_maintenance;

-- Restrictive, so that no permissive policy beside it can widen it; forced, so that it binds the owner too.
create procedure app.guard(table_name text) language plpgsql as $$
begin
  execute format('alter table public.%I enable row level security', table_name);
  execute format('alter table public.%I force row level security', table_name);
  execute format('create policy tenant on public.%I as restrictive to app_staff, app_portal, app_system
    using (tenant_id = (select app.tenant_id()))', table_name);
  execute format('create policy maintenance on public.%I to crmfex_maintenance using (true)', table_name);
  execute format('grant select, delete on public.%I to crmfex_maintenance', table_name);
end
$$;
revoke all on procedure app.guard from public;
