-- What each role may do, for the work of a day: members, products, payments, mail, files and tables join.
-- Generated from shared/permissions.ts; a test holds them equal.
delete from gate.role_permissions;
insert into gate.role_permissions (role, permission)
select 'owner', unnest(array[
  'account:own', 'tenant:read', 'tenant:write', 'tenant:own', 'members:read', 'members:write',
  'clients:read', 'clients:write', 'products:read', 'products:write', 'invoices:read', 'invoices:write',
  'invoices:issue', 'invoices:send', 'payments:read', 'payments:write', 'mail:read', 'mail:write',
  'files:read', 'files:write', 'tables:import', 'tables:export', 'activity:read'])
union all
select 'admin', unnest(array[
  'account:own', 'tenant:read', 'tenant:write', 'members:read', 'members:write', 'clients:read',
  'clients:write', 'products:read', 'products:write', 'invoices:read', 'invoices:write', 'invoices:issue',
  'invoices:send', 'payments:read', 'payments:write', 'mail:read', 'mail:write', 'files:read',
  'files:write', 'tables:import', 'tables:export', 'activity:read'])
union all
select 'accountant', unnest(array[
  'account:own', 'tenant:read', 'members:read', 'clients:read', 'products:read', 'invoices:read',
  'payments:read', 'mail:read', 'files:read', 'clients:write', 'invoices:write', 'invoices:send',
  'mail:write', 'files:write', 'tables:export', 'products:write', 'invoices:issue', 'payments:write',
  'tables:import', 'activity:read'])
union all
select 'sales', unnest(array[
  'account:own', 'tenant:read', 'members:read', 'clients:read', 'products:read', 'invoices:read',
  'payments:read', 'mail:read', 'files:read', 'clients:write', 'invoices:write', 'invoices:send',
  'mail:write', 'files:write', 'tables:export'])
union all
select 'viewer', unnest(array[
  'account:own', 'tenant:read', 'members:read', 'clients:read', 'products:read', 'invoices:read',
  'payments:read', 'mail:read', 'files:read'])
union all
select 'portal', 'portal:invoice';
