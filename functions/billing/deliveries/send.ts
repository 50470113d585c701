// The job that sends one mail: claims it, hands it to the mail service, and records what came of it, also when that is not known.
import { today } from '../../../shared/dates.ts';
import type { Invoice } from '../../../shared/invoices.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import { ownMailServer, sendMailOf, type MailServerRow, type UnsentMail } from '../../office/mail-server/sender.ts';
import { SmtpError } from '../../integrations/smtp-error.ts';
import { PortError } from '../../integrations/port-error.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import { finish } from '../../platform/outbox.ts';
import { invoiceStatements, toInvoice } from '../invoices/invoices.ts';
import { pdfName, printIssued } from '../invoices/pdf.ts';
import { linkStatements, makeLink, type MadeLink } from '../portal/links.ts';
import { invoiceMail } from './invoice-mail.ts';
import { beginTry, endTry, lockDelivery, markAccepted, markFailed, markUnknown, type Work } from './store.ts';

/** So long a mail whose fate is unknown is left to the events of the mail service before it is sent once more. */
const unknownMs = 15 * 60_000;

type Claim = {
  tenantId: string;
  work: Work;
  invoice: Invoice;
  link: MadeLink;
  timeZone: string;
  server?: MailServerRow;
};

/** Takes the mail for one try; null when there is nothing to send, `'keep'` while an earlier try may still be heard of. */
async function claim(ctx: Context, deliveryId: string): Promise<Claim | null | 'keep'> {
  const now = ctx.clock();
  return inTenant(ctx, async (tx) => {
    const [works, tenants, servers] = await tx.read([lockDelivery(deliveryId), ownTenant(), ownMailServer()]);
    const [work] = works;
    if (!work || work.state !== 'queued') {
      tx.write(finish(ctx));
      return null;
    }
    if (work.unknownSince && now.getTime() - Date.parse(work.unknownSince) < unknownMs) return 'keep';
    if (work.unknownSince && work.via === 'own') {
      // A try that never wrote its end: the mail may have left, and no event will ever tell.
      tx.write(markFailed(work.id, 'mailServer.maybeSent', now), finish(ctx));
      return null;
    }
    const link = makeLink(ctx, work.invoiceId, work.id);
    tx.write(beginTry(work.id, now, servers[0] ? 'own' : 'platform'), link.insert);
    const rows = await tx.commit(invoiceStatements.read(work.invoiceId, now));
    const invoice = toInvoice(rows, ctx.language);
    if (!invoice) throw new Error('A delivery has an invoice.');
    const { id: tenantId, timeZone } = one(tenants);
    return { tenantId, work, invoice, link, timeZone, server: servers[0] };
  });
}

async function compose(ctx: Context, { tenantId, work, invoice, link, timeZone }: Claim): Promise<UnsentMail> {
  const { seller, number } = invoice;
  if (!seller || !number) throw new Error('A delivery is of an issued invoice.');
  const pdf = await printIssued(ctx, tenantId, invoice);
  const body = invoiceMail({
    invoice: { ...invoice, seller, number },
    message: work.message,
    url: link.url,
    linkEndsDate: today(timeZone, link.expiresAt),
  });
  return {
    id: `${tenantId}.${work.id}`,
    senderName: seller.name,
    to: { name: invoice.clientName, address: work.recipient },
    ...(seller.email ? { replyTo: { name: seller.name, address: seller.email } } : {}),
    subject: work.subject,
    ...body,
    attachments: [{ fileName: pdfName(invoice), contentType: 'application/pdf', bytes: pdf.bytes }],
    trackOpens: true,
  };
}

/** What people read about a try that failed, as a message key; the service's own words are for the log. */
function reasonOf(error: unknown): string {
  if (!(error instanceof PortError && error.port === 'mail')) return 'delivery.pdfFailed';
  if (error instanceof SmtpError) return `mailServer.${error.fault}`;
  return error.retryable ? 'delivery.tryingAgain' : 'delivery.refused';
}

/** A mail that surely did not leave: its link is taken back, and the error says whether there will be another try. */
async function takeBack(ctx: Context, { work, link }: Claim, error: unknown): Promise<void> {
  const reason = reasonOf(error);
  if (error instanceof PortError && !error.retryable) {
    ctx.log.warn({ error, deliveryId: work.id }, 'mail refused for good');
    await flush(ctx, [linkStatements.remove(link.id), markFailed(work.id, reason, ctx.clock()), finish(ctx)]);
    return;
  }
  await flush(ctx, [linkStatements.remove(link.id), endTry(work.id, reason)]);
  throw error;
}

/** The mail may have left. Of our service an event may still tell; of an own server nothing will, so it is never sent twice by itself. */
async function settleUnknown(ctx: Context, id: string, error: PortError): Promise<void | 'keep'> {
  ctx.log.warn({ error, deliveryId: id }, 'mail sent without an answer');
  if (error instanceof SmtpError) {
    await flush(ctx, [markFailed(id, 'mailServer.maybeSent', ctx.clock()), finish(ctx)]);
    return;
  }
  await flush(ctx, [markUnknown(id, 'delivery.unknownOutcome')]);
  return 'keep';
}

/**
 * Sends the mail of a queued delivery. A second run finds it no longer queued and does nothing. When the service gave no answer the mail
 * may have left: the message is kept, events settle the state, and only if none comes the mail is sent once more.
 */
export async function mailInvoice(ctx: Context, { deliveryId }: { deliveryId: string }): Promise<void | 'keep'> {
  const claimed = await claim(ctx, deliveryId);
  if (claimed === 'keep') return 'keep';
  if (!claimed) return;
  const { work, invoice } = claimed;
  if (invoice.state !== 'issued') {
    const remove = linkStatements.remove(claimed.link.id);
    await flush(ctx, [remove, markFailed(work.id, 'delivery.notIssued', ctx.clock()), finish(ctx)]);
    return;
  }
  let sent: { providerMessageId: string };
  try {
    sent = await sendMailOf(ctx, claimed.server, await compose(ctx, claimed));
  } catch (error) {
    if (error instanceof PortError && error.port === 'mail' && error.outcome === 'unknown') {
      return settleUnknown(ctx, work.id, error);
    }
    await takeBack(ctx, claimed, error);
    return;
  }
  await flush(ctx, [markAccepted(work.id, sent.providerMessageId, ctx.clock()), finish(ctx)]);
}

/**
 * After the last try of the queue: the mail failed, for everybody to see and to try again. Unless that try may have sent it and could not
 * write so down: then its message stays, and the mail is settled as any other without an answer.
 */
export async function giveUpMail(ctx: Context, { deliveryId }: { deliveryId: string }): Promise<void> {
  await inTenant(ctx, async (tx) => {
    const [[work]] = await tx.read([lockDelivery(deliveryId)]);
    if (work?.state === 'queued' && work.unknownSince) return;
    tx.write(markFailed(deliveryId, 'delivery.unreachable', ctx.clock()), finish(ctx));
  });
}
