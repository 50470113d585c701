// The tables as an application on Drizzle would describe them, as far as the measured routes read them.
import {
  bigint,
  boolean,
  customType,
  date,
  integer,
  jsonb,
  numeric,
  pgSchema,
  pgTable,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' });
const minor = (name: string) => bigint(name, { mode: 'number' });

export const sessions = pgTable('sessions', {
  tenantId: uuid('tenant_id').notNull(),
  id: uuid('id').notNull(),
  userId: uuid('user_id').notNull(),
  tokenHash: bytea('token_hash').notNull(),
  lastSeenAt: instant('last_seen_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  revokedAt: instant('revoked_at'),
});
export const members = pgTable('members', {
  tenantId: uuid('tenant_id').notNull(),
  userId: uuid('user_id').notNull(),
  role: text('role').notNull(),
});
export const rolePermissions = pgSchema('gate').table('role_permissions', {
  role: text('role').notNull(),
  permission: text('permission').notNull(),
});
export const tenants = pgTable('tenants', { id: uuid('id').notNull(), timeZone: text('time_zone').notNull() });
export const clients = pgTable('clients', {
  tenantId: uuid('tenant_id').notNull(),
  id: uuid('id').notNull(),
  name: text('name').notNull(),
});
export const invoices = pgTable('invoices', {
  tenantId: uuid('tenant_id').notNull(),
  id: uuid('id').notNull(),
  state: text('state').notNull(),
  number: text('number'),
  clientId: uuid('client_id').notNull(),
  buyerName: text('buyer_name'),
  currency: text('currency').notNull(),
  issueDate: date('issue_date', { mode: 'string' }),
  dueDate: date('due_date', { mode: 'string' }),
  totalMinor: minor('total_minor').notNull(),
  pdfState: text('pdf_state').notNull(),
  version: integer('version').notNull(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
  language: text('language').notNull(),
  pricesIncludeVat: boolean('prices_include_vat').notNull(),
  roundingMode: text('rounding_mode').notNull(),
  discountRate: numeric('discount_rate'),
  discountMinor: minor('discount_minor'),
  notes: text('notes'),
  seller: jsonb('seller'),
  buyer: jsonb('buyer'),
  issuedAt: instant('issued_at'),
  cancelledAt: instant('cancelled_at'),
  cancelReason: text('cancel_reason'),
  subtotalMinor: minor('subtotal_minor').notNull(),
  discountTotalMinor: minor('discount_total_minor').notNull(),
  netMinor: minor('net_minor').notNull(),
  vatMinor: minor('vat_minor').notNull(),
  vat: jsonb('vat').notNull(),
});
export const invoiceLines = pgTable('invoice_lines', {
  tenantId: uuid('tenant_id').notNull(),
  invoiceId: uuid('invoice_id').notNull(),
  position: integer('position').notNull(),
  description: text('description').notNull(),
  quantity: numeric('quantity').notNull(),
  unit: text('unit').notNull(),
  unitPrice: numeric('unit_price').notNull(),
  vatRate: numeric('vat_rate').notNull(),
  discountRate: numeric('discount_rate'),
  discountMinor: minor('discount_minor'),
  netMinor: minor('net_minor').notNull(),
  amountMinor: minor('amount_minor').notNull(),
});
export const deliveries = pgTable('deliveries', {
  tenantId: uuid('tenant_id').notNull(),
  id: uuid('id').notNull(),
  invoiceId: uuid('invoice_id'),
  kind: text('kind').notNull(),
  to: text('recipient').notNull(),
  cc: jsonb('cc').notNull(),
  subject: text('subject').notNull(),
  state: text('state').notNull(),
  reason: text('reason'),
  attempts: integer('attempts').notNull(),
  queuedAt: instant('queued_at').notNull(),
  acceptedAt: instant('accepted_at'),
  deliveredAt: instant('delivered_at'),
  openedAt: instant('opened_at'),
  failedAt: instant('failed_at'),
});
export const portalLinks = pgTable('portal_links', {
  tenantId: uuid('tenant_id').notNull(),
  id: uuid('id').notNull(),
  invoiceId: uuid('invoice_id').notNull(),
  deliveryId: uuid('delivery_id'),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  firstOpenedAt: instant('first_opened_at'),
  openedCount: integer('opened_count').notNull(),
  revokedAt: instant('revoked_at'),
});
