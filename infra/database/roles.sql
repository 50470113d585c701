-- Roles and the rights on the database itself: run by the administrator before the migrations, as often as one likes.
do $$
declare
  role_name text;
begin
  foreach role_name in array array['crmfex_owner', 'crmfex_gate', 'app_staff', 'app_portal', 'app_system', 'app_identity', 'app_import'] loop
    if not exists (select from pg_roles where rolname = role_name) then
      execute format('create role %I nologin noinherit', role_name);
    end if;
  end loop;
  foreach role_name in array array['crmfex_api', 'crmfex_jobs', 'crmfex_maintenance'] loop
    if not exists (select from pg_roles where rolname = role_name) then
      execute format('create role %I login noinherit', role_name);
    end if;
  end loop;
  -- In Azure the administrator is no superuser: it may step into the owner of the tables, and inherits nothing from it.
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant crmfex_owner to %I with inherit false, set true', current_user);
  end if;
  -- The weekly drill restores into a database of its own.
  alter role crmfex_maintenance createdb;
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to crmfex_api, crmfex_jobs, crmfex_maintenance', current_database());
  execute format('grant create on database %I to crmfex_owner', current_database());
  -- Rows that are imported are looked at in a table of the session's own first.
  execute format('grant temporary on database %I to crmfex_maintenance', current_database());
end
$$;

-- Entered by `set role` only, never inherited: a policy for a role also binds whoever inherits from it.
grant app_staff, app_portal, app_identity to crmfex_api with inherit false, set true;
grant app_system to crmfex_jobs with inherit false, set true;
-- An import is staged by the maintenance login and written by a role that is bound to one business.
grant app_import to crmfex_maintenance with inherit false, set true;
-- The owner hands the definer functions over to the gate, and may not use the gate's policies otherwise.
grant crmfex_gate to crmfex_owner with inherit false, set true;

alter schema public owner to crmfex_owner;
revoke all on schema public from public;
