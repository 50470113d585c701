-- Passwords of own mail servers are sealed anew under the newest key of the vault, without anybody having to save them.
create policy system_reseal on mail_servers for update to app_system using (true) with check (true);
grant update (password_key_id, password_sealed) on mail_servers to app_system;

create policy gate on mail_servers for select to crmfex_gate using (true);
grant select (tenant_id) on mail_servers to crmfex_gate;

create function gate.tenants_with_mail_servers() returns table (tenant_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.tenant_id from public.mail_servers s
$$;
revoke all on function gate.tenants_with_mail_servers from public;
grant execute on function gate.tenants_with_mail_servers to crmfex_jobs;
-- Last: whoever gives a function away can no longer say who may run it.
alter function gate.tenants_with_mail_servers owner to crmfex_gate;
