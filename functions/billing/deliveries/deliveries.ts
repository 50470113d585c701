// Mailing an invoice: asked for here, sent by a job, tried again when it failed.
import type { BulkResults } from '../../../shared/bulk.ts';
import { today } from '../../../shared/dates.ts';
import { canMoveDelivery, type Delivery, type DeliveryRequest } from '../../../shared/deliveries.ts';
import { newId } from '../../../shared/ids.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Tenant } from '../../../shared/tenants.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { inBulk } from '../../platform/bulk.ts';
import { inTenant, one, type Tx } from '../../platform/flush.ts';
import { enqueue } from '../../platform/outbox.ts';
import type { Statement } from '../../platform/statement.ts';
import { mailTemplates } from '../../office/mail-templates/mail-templates.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';
import { invoiceStatements } from '../invoices/invoices.ts';
import { readable } from '../invoices/reasons.ts';
import { filesAlong } from '../letters/files-along.ts';
import { draftOf } from '../letters/letters.ts';
import { letterStatements } from '../letters/values.ts';
import { refusalOf } from './contents.ts';
import { InvoiceMail } from './messages.ts';
import {
  countMail,
  getDelivery,
  insertDelivery,
  lockDelivery,
  refusalOfMail,
  refusalWords,
  requeue,
  type NewDelivery,
} from './store.ts';

nameConstraints({
  'a business mails at most 200 documents a day': { key: 'delivery.quota', kind: 'tooMany' },
  'a client with mails cannot be deleted': { key: 'client.named', kind: 'conflict' },
});

/** What other features read in their own transactions. */
export const deliveryStatements = { get: getDelivery };

/** Without an address the mail goes to the client's own. */
type Wanted = { invoiceId: string; request: Partial<DeliveryRequest> };

/** Decides whether the invoice can be mailed, then writes the delivery and its message. */
async function sendStep(ctx: Context, tx: Tx, id: string, { invoiceId, request }: Wanted): Promise<void> {
  const now = ctx.clock();
  const kind = request.kind ?? 'invoice';
  const [heads, tenants, clients, facts, templates] = await tx.read([
    invoiceStatements.head(invoiceId, now),
    ownTenant(),
    invoiceStatements.buyer(invoiceId),
    letterStatements.facts(invoiceId),
    mailTemplates(kind),
  ]);
  const [head, tenant] = [one(heads), one(tenants)];
  const { number, language, clientId } = head;
  const refusal = number ? refusalOf(kind, head) : 'delivery.notIssued';
  if (refusal) throw new Problem('conflict', refusal);
  const to = request.to ?? one(clients).email;
  if (!to) throw new Problem('unprocessable', 'delivery.noAddress');
  const [[may]] = await tx.read([refusalOfMail({ clientId, recipient: to, cc: [], kind })]);
  if (may?.refusal) throw new Problem('conflict', refusalWords[may.refusal]);
  const parts = { kind, tenant, about: { head, facts: one(facts) }, templates, link: null };
  const subject = request.subject ?? (await draftOf(parts)).subject;
  const message = request.message?.trim() || null;
  const files = await filesAlong(tx, id, request.fileIds ?? [], { invoiceId });
  tx.write(
    ...queued(ctx, tenant, { id, kind, clientId, invoiceId, language, recipient: to, subject, message }),
    ...files,
    audit(ctx, 'invoice.mailed', { subjectKind: 'invoice', subjectId: invoiceId, detail: { number, to, kind } }),
  );
}

/**
 * The statements that put a mail of a business on its way: counted among those of the day, written down, and given to the job. For a
 * transaction of whoever has decided that it may leave.
 */
export function queued(
  ctx: Context,
  { timeZone }: Pick<Tenant, 'timeZone'>,
  delivery: NewDelivery,
): Statement<never>[] {
  const now = ctx.clock();
  return [
    countMail(today(timeZone, now), 1 + (delivery.cc?.length ?? 0)),
    insertDelivery(delivery, now),
    enqueue(ctx, InvoiceMail, { deliveryId: delivery.id }),
  ];
}

/**
 * Queues a mail with the PDF and a link of its own to the portal. Sending again is a new delivery.
 * @throws Problem `conflict` when the invoice is not issued, `unprocessable` for files that may not go along, `tooMany` beyond the mails
 *   of a day
 */
export async function sendInvoice(ctx: Context, invoiceId: string, request: DeliveryRequest): Promise<Delivery> {
  const id = newId(ctx.clock().getTime());
  return inTenant(ctx, async (tx) => {
    await sendStep(ctx, tx, id, { invoiceId, request });
    const [rows] = await tx.commit([getDelivery(id)]);
    return readable(one(rows), ctx.language);
  });
}

/** Mails many invoices, each to its client's own address, as one request. */
export function sendInvoices(ctx: Context, ids: string[]): Promise<BulkResults> {
  return inBulk(ctx, ids, (tx, invoiceId) => sendStep(ctx, tx, newId(), { invoiceId, request: {} }));
}

/**
 * Tries a mail again that failed or never had an answer.
 * @throws Problem `conflict` unless it did, `tooMany` beyond the mails of a day
 */
export async function retryDelivery(ctx: Context, id: string): Promise<Delivery> {
  const now = ctx.clock();
  return inTenant(ctx, async (tx) => {
    const [deliveries, tenants] = await tx.read([lockDelivery(id), ownTenant()]);
    const { state, invoiceId, clientId, recipient, cc } = one(deliveries);
    const subject = invoiceId
      ? { subjectKind: 'invoice', subjectId: invoiceId }
      : { subjectKind: 'client', subjectId: clientId };
    if (!canMoveDelivery(state, 'queued')) throw new Problem('conflict', 'delivery.notFailed');
    tx.write(
      countMail(today(one(tenants).timeZone, now), 1 + cc.length),
      requeue(id, now),
      audit(ctx, invoiceId ? 'invoice.mailed' : 'client.mailed', {
        ...subject,
        detail: { to: recipient, isRetry: true },
      }),
      enqueue(ctx, InvoiceMail, { deliveryId: id }),
    );
    const [rows] = await tx.commit([getDelivery(id)]);
    return readable(one(rows), ctx.language);
  });
}
