-- A business that is restored as a new one is founded with its usual series, and by the rules that settings keep.
grant insert (tenant_id, code, kind) on number_series to crmfex_maintenance;
grant execute on all functions in schema app to crmfex_maintenance;
alter default privileges for role crmfex_owner in schema app grant execute on functions to crmfex_maintenance;
