// SQL of links to the portal, and of what the portal shows: its role sees one document and no other row.
import * as z from 'zod';
import { PortalLink } from '../../../shared/deliveries.ts';
import { InvoiceLine, Seller, Totals } from '../../../shared/invoices.ts';
import { PortalFile, PortalInvoice } from '../../../shared/portal.ts';
import { command, query, type Statement } from '../../platform/statement.ts';
import { snake, table } from '../../platform/table.ts';
import { exchangeColumns } from '../exchange-rates/columns.ts';
import { isOpen, openMinor, paymentState } from '../invoices/columns-of-money.ts';

export const links = table('portal_links', PortalLink);

export type NewLink = {
  id: string;
  invoiceId: string;
  deliveryId: string | null;
  tokenHash: Uint8Array;
  createdAt: Date;
  expiresAt: Date;
};

export const insertLink = (link: NewLink): Statement<PortalLink> =>
  query(
    PortalLink,
    `insert into portal_links (id, invoice_id, delivery_id, token_hash, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6) returning ${links.columns}`,
    [link.id, link.invoiceId, link.deliveryId, link.tokenHash, link.createdAt, link.expiresAt],
  );

/** Of a try that surely did not reach anybody: links of earlier tries, which may have, stay good. */
export const removeLinksOf = (deliveryId: string, since: Date) =>
  command('delete from portal_links where delivery_id = $1 and created_at >= $2', [deliveryId, since]);

/** Revoking twice is revoking once: the first time and person stay. */
export const revokeLink = (id: string, at: Date): Statement<PortalLink & { invoiceId: string }> =>
  query(
    PortalLink.extend({ invoiceId: z.uuid() }),
    `update portal_links set revoked_by = case when revoked_at is null then app.user_id() else revoked_by end,
       revoked_at = coalesce(revoked_at, $2)
     where id = $1 returning ${links.columns}, invoice_id`,
    [id, at],
  );

/** Comes after the link's own row was taken, so that a session begun at the same moment is found. */
export const endSessions = (linkId: string, at: Date) =>
  command('update portal_sessions set revoked_at = $2 where link_id = $1 and revoked_at is null', [linkId, at]);

/** Of the session that asks. */
export const endOwnSession = (hash: Uint8Array, at: Date) =>
  command('update portal_sessions set revoked_at = $2 where token_hash = $1 and revoked_at is null', [hash, at]);

const Opened = z.strictObject({ linkId: z.uuid(), invoiceId: z.uuid(), isFirst: z.boolean() });
export type Opened = z.infer<typeof Opened>;
export type NewSession = { id: string; tokenHash: Uint8Array; at: Date; endsAt: Date };

/** Opens the document of the link that the caller came in by: no row when the link was revoked at this very moment. */
export const openSession = (session: NewSession): Statement<Opened> =>
  query(
    Opened,
    `with link as (
       update portal_links set opened_count = opened_count + 1, first_opened_at = coalesce(first_opened_at, $3)
       where id = app.link_id() and revoked_at is null and expires_at > now()
       returning id, invoice_id, expires_at, opened_count
     ), session as (
       insert into portal_sessions (id, token_hash, link_id, document_id, created_at, expires_at)
       select $1, $2, id, invoice_id, $3, least(expires_at, $4) from link
     )
     select id as link_id, invoice_id, opened_count = 1 as is_first from link`,
    [session.id, session.tokenHash, session.at, session.endsAt],
  );

const Shown = z.strictObject({
  ...PortalInvoice.omit({ seller: true, lines: true, files: true, totals: true }).shape,
  seller: Seller,
  pdfKey: z.string().nullable(),
  ...Totals.shape,
});
export type Shown = z.infer<typeof Shown>;

/** The one document that the caller's session is for, if the link asked for is the session's own. */
export const getShown = (linkId: string, at: Date): Statement<Shown> =>
  query(
    Shown,
    `select i.state, i.kind, i.number, i.language, i.currency, i.issue_date, i.due_date,
       case when ${isOpen}
         then greatest(0, ($1::timestamptz at time zone t.time_zone)::date - i.due_date) else 0 end as overdue_days,
       ${paymentState} as payment_state, i.settled_minor, ${openMinor} as open_minor,
       i.buyer, i.delivery_address, i.prices_include_vat, ${exchangeColumns}, i.notes, i.pdf_state, i.cancelled_at, l.expires_at, i.seller, i.pdf_key,
       i.charges, i.stopaj_rate, i.order_number, i.order_date, i.despatches,
       i.subtotal_minor, i.discount_total_minor as discount_minor, i.charge_minor, i.net_minor, i.vat_minor, i.total_minor, i.vat,
       i.withholding, i.withheld_minor, i.stopaj_minor, i.payable_minor
     from invoices i
     join tenants t on t.id = i.tenant_id
     join portal_links l on l.tenant_id = i.tenant_id and l.id = app.link_id()
     where i.id = app.document_id() and l.id = $2`,
    [at, linkId],
  );

export const getShownLines = (): Statement<InvoiceLine> => {
  const columns = Object.keys(InvoiceLine.shape).map(snake).join(', ');
  return query(
    InvoiceLine,
    `select ${columns} from invoice_lines where invoice_id = app.document_id() order by position`,
  );
};

/** What may be seen of the document's files is decided by the portal's policy. */
export const getShownFiles = (): Statement<PortalFile> =>
  query(PortalFile, 'select id, name, content_type, size_bytes from files order by created_at desc, id desc limit 200');

const OpenedFile = PortalFile.extend({ tenantId: z.uuid(), invoiceId: z.uuid(), isFirst: z.boolean() });

/** Opens a file of the document, if the link asked for is the session's own, and keeps when that first happened. */
export const openFile = (linkId: string, fileId: string, at: Date): Statement<z.infer<typeof OpenedFile>> =>
  query(
    OpenedFile,
    `update files set first_opened_at = coalesce(first_opened_at, $3) where id = $2 and app.link_id() = $1
     returning id, name, content_type, size_bytes, tenant_id, app.document_id() as invoice_id, first_opened_at = $3 as is_first`,
    [linkId, fileId, at],
  );
