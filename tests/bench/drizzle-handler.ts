// The peer that most teams would write: Fastify, Drizzle, a session query of its own, then a transaction under row-level security.
import { createHash } from 'node:crypto';
import { and, asc, desc, eq, getTableColumns, gt, isNull, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import pg from 'pg';
import {
  clients,
  deliveries,
  invoiceLines,
  invoices,
  members,
  portalLinks,
  rolePermissions,
  sessions,
  tenants,
} from './drizzle-tables.ts';

const isOwed = sql`${invoices.state} = 'issued' and ${invoices.kind} <> 'return'`;
const isOpen = sql`${isOwed} and ${invoices.settledMinor} < ${invoices.payableMinor}`;
const recordColumns = {
  id: invoices.id,
  state: invoices.state,
  number: invoices.number,
  clientId: invoices.clientId,
  clientName: sql<string>`coalesce(${invoices.buyerName}, ${clients.name})`,
  tagIds: sql<
    string[]
  >`to_jsonb(array(select l.tag_id from invoice_tags l where l.tenant_id = ${invoices.tenantId} and l.invoice_id = ${invoices.id} order by l.tag_id))`,
  currency: invoices.currency,
  issueDate: invoices.issueDate,
  dueDate: invoices.dueDate,
  kind: invoices.kind,
  isHistorical: invoices.isHistorical,
  creditedMinor: sql<number>`coalesce((select sum(r.payable_minor) from invoices r where r.tenant_id = ${invoices.tenantId} and r.original_id = ${invoices.id} and r.state = 'issued'), 0)::float8`,
  totalMinor: invoices.totalMinor,
  payableMinor: invoices.payableMinor,
  settledMinor: invoices.settledMinor,
  openMinor: sql<number>`(case when ${isOpen} then ${invoices.payableMinor} - ${invoices.settledMinor} else 0 end)::float8`,
  paymentState: sql<string>`case when not (${isOwed}) then 'none' when ${invoices.settledMinor} > ${invoices.payableMinor} then 'overpaid' when ${invoices.settledMinor} = ${invoices.payableMinor} then 'paid' when ${invoices.settledMinor} > 0 then 'partlyPaid' else 'unpaid' end`,
  overdueDays: sql<number>`case when ${isOpen} then greatest(0, (select (now() at time zone ${tenants.timeZone})::date from ${tenants}) - ${invoices.dueDate}) else 0 end`,
  deliveryState: sql<string>`coalesce((select d.state from deliveries d where d.tenant_id = ${invoices.tenantId} and d.invoice_id = ${invoices.id} order by d.queued_at desc, d.id desc limit 1), 'none')`,
  eDocumentState: sql<string>`'none'`,
  pdfState: invoices.pdfState,
  version: invoices.version,
  createdAt: invoices.createdAt,
  updatedAt: invoices.updatedAt,
};
const { tenantId: _tenant, buyerName: _buyerName, originalId: _original, ...headColumns } = getTableColumns(invoices);
const { tenantId: _lineTenant, invoiceId: _lineInvoice, ...lineColumns } = getTableColumns(invoiceLines);
const { tenantId: _mailTenant, invoiceId: _mailInvoice, ...deliveryColumns } = getTableColumns(deliveries);
const { tenantId: _linkTenant, invoiceId: _linkInvoice, ...linkColumns } = getTableColumns(portalLinks);

type Drizzle = ReturnType<typeof drizzle>;
type Tx = Parameters<Parameters<Drizzle['transaction']>[0]>[0];

/** The session behind the cookie, provided that its role may do what is asked. */
async function tenantOf(db: Drizzle, request: FastifyRequest, permission: string): Promise<string | undefined> {
  const token = /staff[^=]*=([\w-]{43})/.exec(request.headers.cookie ?? '')?.[1] ?? '';
  const hash = createHash('sha256').update(token).digest();
  const [found] = await db
    .select({ tenantId: sessions.tenantId })
    .from(sessions)
    .innerJoin(members, and(eq(members.tenantId, sessions.tenantId), eq(members.userId, sessions.userId)))
    .innerJoin(rolePermissions, and(eq(rolePermissions.role, members.role), eq(rolePermissions.permission, permission)))
    .where(and(eq(sessions.tokenHash, hash), isNull(sessions.revokedAt), gt(sessions.expiresAt, sql`now()`)));
  return found?.tenantId;
}

/** As Drizzle's own guide to row-level security does it: role and tenant first, then the queries. */
function asTenant<T>(db: Drizzle, tenantId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.execute(sql.raw(`set local "app.tenant_id" = '${tenantId}'; set local role app_staff`));
    return work(tx);
  });
}

// The name of whoever wrote the last version; who that is stands in a column of its own for each state.
const changedByName = sql<
  string | null
>`(select u.name from users u where u.id = case ${invoices.state} when 'draft' then invoices.updated_by when 'issued' then invoices.issued_by else invoices.cancelled_by end)`;

async function readInvoice(tx: Tx, id: string) {
  const [head] = await tx
    .select({ ...headColumns, ...recordColumns, changedByName })
    .from(invoices)
    .innerJoin(clients, and(eq(clients.tenantId, invoices.tenantId), eq(clients.id, invoices.clientId)))
    .where(eq(invoices.id, id));
  const lines = await tx
    .select(lineColumns)
    .from(invoiceLines)
    .where(eq(invoiceLines.invoiceId, id))
    .orderBy(asc(invoiceLines.position));
  const mails = await tx
    .select(deliveryColumns)
    .from(deliveries)
    .where(eq(deliveries.invoiceId, id))
    .orderBy(desc(deliveries.queuedAt), desc(deliveries.id))
    .limit(100);
  const links = await tx
    .select(linkColumns)
    .from(portalLinks)
    .where(eq(portalLinks.invoiceId, id))
    .orderBy(desc(portalLinks.createdAt), desc(portalLinks.id))
    .limit(100);
  if (!head) return undefined;
  const { subtotalMinor, discountTotalMinor, chargeMinor, netMinor, vatMinor, vat, ...rest } = head;
  const { withholding, withheldMinor, stopajMinor, ...booked } = rest;
  const { bookNetMinor, bookVatMinor, bookTotalMinor, bookPayableMinor, ...record } = booked;
  const { totalMinor, payableMinor } = head;
  const totals = {
    ...{ subtotalMinor, discountMinor: discountTotalMinor, chargeMinor, netMinor, vatMinor, totalMinor, vat },
    ...{ withholding, withheldMinor, stopajMinor, payableMinor },
  };
  const booksOf = { netMinor: bookNetMinor, vatMinor: bookVatMinor, totalMinor: bookTotalMinor };
  const bookTotals = bookNetMinor === null ? null : { ...booksOf, payableMinor: bookPayableMinor };
  return { ...record, bookTotals, lines, totals, deliveries: mails, links };
}

async function readPage(tx: Tx, limit: number) {
  const rows = await tx
    .select(recordColumns)
    .from(invoices)
    .innerJoin(clients, and(eq(clients.tenantId, invoices.tenantId), eq(clients.id, invoices.clientId)))
    .orderBy(desc(invoices.createdAt), desc(invoices.id))
    .limit(limit + 1);
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  const cursor = last && JSON.stringify(['-createdAt', last.createdAt, last.id]);
  return { items, nextCursor: cursor === undefined ? null : Buffer.from(cursor).toString('base64url') };
}

/** @param databaseUrl of a login that may become `app_staff`; the pool is as large as ours */
export function drizzleServer(databaseUrl: string): FastifyInstance {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 8, options: '-c timezone=UTC -c datestyle=ISO' });
  const db = drizzle(pool);
  const app = fastify();
  const params = { type: 'object', properties: { id: { type: 'string', format: 'uuid' } }, required: ['id'] };
  const querystring = {
    type: 'object',
    properties: { limit: { type: 'integer', minimum: 1, maximum: 100 } },
    additionalProperties: false,
  };
  app.get<{ Params: { id: string } }>('/api/invoices/:id', { schema: { params } }, async (request, answer) => {
    const tenantId = await tenantOf(db, request, 'invoices:read');
    if (!tenantId) return answer.code(401).send();
    const invoice = await asTenant(db, tenantId, (tx) => readInvoice(tx, request.params.id));
    return invoice ?? answer.code(404).send();
  });
  app.get<{ Querystring: { limit?: number } }>(
    '/api/invoices',
    { schema: { querystring } },
    async (request, answer) => {
      const tenantId = await tenantOf(db, request, 'invoices:read');
      if (!tenantId) return answer.code(401).send();
      return asTenant(db, tenantId, (tx) => readPage(tx, request.query.limit ?? 50));
    },
  );
  return app;
}
