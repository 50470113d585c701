// Mailing an invoice: asked for here, sent by a job, tried again when it failed.
import type { BulkResults } from '../../../shared/bulk.ts';
import { today } from '../../../shared/dates.ts';
import { canMoveDelivery, type Delivery, type DeliveryRequest } from '../../../shared/deliveries.ts';
import { newId } from '../../../shared/ids.ts';
import { words } from '../../../shared/messages/index.ts';
import { Problem } from '../../../shared/problem.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { inBulk } from '../../platform/bulk.ts';
import { inTenant, one, type Tx } from '../../platform/flush.ts';
import { enqueue } from '../../platform/outbox.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';
import { invoiceStatements } from '../invoices/invoices.ts';
import { readable } from '../invoices/reasons.ts';
import { InvoiceMail } from './messages.ts';
import { countMail, getDelivery, insertDelivery, lockDelivery, requeue } from './store.ts';

nameConstraints({
  'a business mails at most 200 documents a day': { key: 'delivery.quota', kind: 'tooMany' },
});

const subjectLengthMax = 200;

/** Without an address the mail goes to the client's own. */
type Wanted = { invoiceId: string; request: Partial<DeliveryRequest> };

/** Decides whether the invoice can be mailed, then writes the delivery and its message. */
async function sendStep(ctx: Context, tx: Tx, id: string, { invoiceId, request }: Wanted): Promise<void> {
  const now = ctx.clock();
  const [heads, tenants, clients] = await tx.read([
    invoiceStatements.head(invoiceId, now),
    ownTenant(),
    invoiceStatements.buyer(invoiceId),
  ]);
  const { state, number, seller, language } = one(heads);
  if (state !== 'issued' || !number || !seller) throw new Problem('conflict', 'delivery.notIssued');
  const to = request.to ?? one(clients).email;
  if (!to) throw new Problem('unprocessable', 'delivery.noAddress');
  const usual = words(language, 'delivery.subject', { number, seller: seller.name });
  const subject = (request.subject ?? usual).slice(0, subjectLengthMax);
  const delivery = { id, invoiceId, recipient: to, subject, message: request.message?.trim() || null };
  tx.write(
    countMail(today(one(tenants).timeZone, now)),
    insertDelivery(delivery, now),
    audit(ctx, 'invoice.mailed', { subjectKind: 'invoice', subjectId: invoiceId, detail: { number, to } }),
    enqueue(ctx, InvoiceMail, { deliveryId: id }),
  );
}

/**
 * Queues a mail with the PDF and a link of its own to the portal. Sending again is a new delivery.
 * @throws Problem `conflict` when the invoice is not issued, `tooMany` beyond the mails of a day
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
 * Tries a failed mail again.
 * @throws Problem `conflict` unless it failed, `tooMany` beyond the mails of a day
 */
export async function retryDelivery(ctx: Context, id: string): Promise<Delivery> {
  const now = ctx.clock();
  return inTenant(ctx, async (tx) => {
    const [deliveries, tenants] = await tx.read([lockDelivery(id), ownTenant()]);
    const { state, invoiceId, recipient } = one(deliveries);
    if (!canMoveDelivery(state, 'queued')) throw new Problem('conflict', 'delivery.notFailed');
    tx.write(
      countMail(today(one(tenants).timeZone, now)),
      requeue(id, now),
      audit(ctx, 'invoice.mailed', {
        subjectKind: 'invoice',
        subjectId: invoiceId,
        detail: { to: recipient, isRetry: true },
      }),
      enqueue(ctx, InvoiceMail, { deliveryId: id }),
    );
    const [rows] = await tx.commit([getDelivery(id)]);
    return readable(one(rows), ctx.language);
  });
}
