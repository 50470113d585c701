-- The way into one business for its import: the maintenance login steps into the role that writes rows, until its transaction ends.
create function gate.enter_import(tenant uuid) returns void language plpgsql as $$
begin
  perform set_config('app.tenant_id', tenant::text, true), set_config('role', 'app_import', true);
end
$$;
revoke all on function gate.enter_import from public;
grant usage on schema gate to crmfex_maintenance;
grant execute on function gate.enter_import to crmfex_maintenance;
