// Who may do what: permissions are data, roles are sets of them; the database holds the same rows (generated, tested equal).
import * as z from 'zod';

export const permissions = [
  'account:own',
  'tenant:read',
  'tenant:write',
  'clients:read',
  'clients:write',
  'invoices:read',
  'invoices:write',
  'invoices:issue',
  'invoices:send',
  'activity:read',
] as const;
export const Permission = z.enum(permissions);
export type Permission = z.infer<typeof Permission>;

export const portalPermissions = ['portal:invoice'] as const;
export type PortalPermission = (typeof portalPermissions)[number];

export const Role = z.enum(['owner', 'admin', 'accountant', 'sales', 'viewer']);
export type Role = z.infer<typeof Role>;

const readOnly: Permission[] = ['account:own', 'tenant:read', 'clients:read', 'invoices:read'];
const selling: Permission[] = [...readOnly, 'clients:write', 'invoices:write', 'invoices:send'];

export const rolePermissions: Record<Role, readonly Permission[]> = {
  owner: permissions,
  admin: permissions,
  accountant: [...selling, 'invoices:issue', 'activity:read'],
  sales: selling,
  viewer: readOnly,
};
