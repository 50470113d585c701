-- Passwords of own mail servers are sealed anew with all other secrets (0232): their own timer, its messages and its rights go.
alter table outbox no force row level security;
alter table job_failures no force row level security;
delete from outbox where queue = 'mail-server-reseal';
delete from job_failures where queue in ('mail-server-reseal', 'timer.reseal-mail-servers');
alter table outbox force row level security;
alter table job_failures force row level security;

drop function gate.tenants_with_mail_servers();
drop policy gate on mail_servers;
revoke select (tenant_id) on mail_servers from crmfex_gate;
drop policy system_reseal on mail_servers;
revoke update (password_key_id, password_sealed) on mail_servers from app_system;
