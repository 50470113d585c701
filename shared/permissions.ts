// Who may do what: permissions are data, roles are sets of them; the database holds the same rows (generated, tested equal).
import * as z from 'zod';

export const permissions = [
  'account:own',
  /** What somebody may still do whose account is being deleted: look at that, take it back, take their data along, sign out. */
  'account:keep',
  'tenant:read',
  'tenant:write',
  'tenant:own',
  'members:read',
  'members:write',
  'clients:read',
  'clients:write',
  'products:read',
  'products:write',
  'invoices:read',
  'invoices:write',
  'invoices:issue',
  'invoices:send',
  'payments:read',
  'payments:write',
  'mail:read',
  'mail:write',
  'files:read',
  'files:write',
  'tables:import',
  'tables:export',
  'activity:read',
] as const;
export const Permission = z.enum(permissions);
export type Permission = z.infer<typeof Permission>;

export const portalPermissions = ['portal:invoice'] as const;
export type PortalPermission = (typeof portalPermissions)[number];

/** From the most to the least. */
export const roles = ['owner', 'admin', 'accountant', 'sales', 'viewer'] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

const readOnly: Permission[] = [
  'account:own',
  'account:keep',
  'tenant:read',
  'members:read',
  'clients:read',
  'products:read',
  'invoices:read',
  'payments:read',
  'mail:read',
  'files:read',
];
const selling: Permission[] = [
  ...readOnly,
  'clients:write',
  'invoices:write',
  'invoices:send',
  'mail:write',
  'files:write',
  'tables:export',
];
const bookkeeping: Permission[] = [
  ...selling,
  'products:write',
  'invoices:issue',
  'payments:write',
  'tables:import',
  'activity:read',
];

export const rolePermissions: Record<Role, readonly Permission[]> = {
  owner: permissions,
  /** Everything but what only an owner may do to the business itself: make owners, hand it over, close it. */
  admin: permissions.filter((permission) => permission !== 'tenant:own'),
  accountant: bookkeeping,
  sales: selling,
  viewer: readOnly,
};
