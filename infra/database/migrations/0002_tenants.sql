-- Tenants, their members, and what each role of a member may do.
create table tenants (
  id uuid primary key,
  name text not null constraint tenant_name_is_short check (length(name) between 1 and 200),
  language text not null default 'tr' check (language in ('tr', 'en')),
  currency text not null default 'TRY' check (currency in ('TRY', 'EUR', 'USD', 'GBP')),
  time_zone text not null default 'Europe/Istanbul',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
alter table tenants enable row level security;
alter table tenants force row level security;
create policy tenant on tenants as restrictive to app_staff, app_portal, app_system using (id = (select app.tenant_id()));
create policy staff on tenants to app_staff using (true);
create policy system on tenants to app_system using (true);
create policy gate on tenants for select to crmfex_gate using (true);
create policy maintenance on tenants to crmfex_maintenance using (true);
grant select on tenants to app_staff, app_system;
grant select (id) on tenants to crmfex_gate;
grant select, delete on tenants to crmfex_maintenance;

-- Generated from shared/permissions.ts; a test holds them equal. Only the gate reads it.
create table gate.role_permissions (
  role text not null,
  permission text not null,
  primary key (role, permission)
);
grant select on gate.role_permissions to crmfex_gate;
insert into gate.role_permissions (role, permission)
select 'owner', unnest(array['account:own', 'tenant:read', 'tenant:write', 'clients:read', 'clients:write', 'invoices:read',
  'invoices:write', 'invoices:issue', 'invoices:send', 'activity:read'])
union all
select 'admin', unnest(array['account:own', 'tenant:read', 'tenant:write', 'clients:read', 'clients:write', 'invoices:read',
  'invoices:write', 'invoices:issue', 'invoices:send', 'activity:read'])
union all
select 'accountant', unnest(array['account:own', 'tenant:read', 'clients:read', 'invoices:read', 'clients:write',
  'invoices:write', 'invoices:send', 'invoices:issue', 'activity:read'])
union all
select 'sales', unnest(array['account:own', 'tenant:read', 'clients:read', 'invoices:read', 'clients:write',
  'invoices:write', 'invoices:send'])
union all
select 'viewer', unnest(array['account:own', 'tenant:read', 'clients:read', 'invoices:read'])
union all
select 'portal', 'portal:invoice';

create table members (
  tenant_id uuid not null default app.tenant_id() references tenants (id) on delete cascade,
  user_id uuid not null,
  role text not null constraint member_role_is_known check (role in ('owner', 'admin', 'accountant', 'sales', 'viewer')),
  created_at timestamptz not null default now(),
  primary key (tenant_id, user_id)
);
call app.guard('members');
create policy staff on members for select to app_staff using (true);
create policy system on members for select to app_system using (true);
create policy gate on members for select to crmfex_gate using (true);
-- Who belongs to a tenant is decided by identity alone, so there is no grant to write here.
grant select on members to app_staff, app_system, crmfex_gate;
