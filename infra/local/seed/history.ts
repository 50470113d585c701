// Lives through a year of the demo business: drafts, issues, mails, and what became of them, each at its own time.
import { sendInvoice } from '../../../functions/billing/deliveries/deliveries.ts';
import { hearMailEvents } from '../../../functions/billing/deliveries/events.ts';
import { createInvoice } from '../../../functions/billing/invoices/drafts.ts';
import { cancelInvoice, issueInvoice } from '../../../functions/billing/invoices/issue.ts';
import { openDocument } from '../../../functions/billing/portal/portal.ts';
import type { MailEventKind } from '../../../functions/integrations/mail/port.ts';
import type { Client } from '../../../shared/clients.ts';
import { newId } from '../../../shared/ids.ts';
import type { Planned } from './plan.ts';
import type { Stage } from './stage.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** What the mail service reported about a mail of each fate, and how long after it left. */
const reports: Partial<Record<Planned['fate'], [MailEventKind, number, string?][]>> = {
  delivered: [['delivered', 0.2]],
  opened: [
    ['delivered', 0.1],
    ['opened', 90],
  ],
  seen: [
    ['delivered', 0.1],
    ['opened', 25],
  ],
  cancelled: [['delivered', 0.1]],
  bounced: [['bounced', 0.3, '550 5.1.1 The email account that you tried to reach does not exist.']],
};

async function report(stage: Stage, mailId: string, sentAt: number, fate: Planned['fate']): Promise<void> {
  for (const [kind, minutes, reason] of reports[fate] ?? []) {
    const at = new Date(sentAt + minutes * minuteMs).toISOString();
    stage.events.push({ deliveryId: mailId, providerEventId: newId(), kind, at, reason });
  }
  await hearMailEvents(stage.stranger(), new Headers(), new Uint8Array());
}

/** The client follows the link of the mail. A link of long ago has ended and opens nothing any more. */
async function follow(stage: Stage, text: string, at: number): Promise<void> {
  const token = /#([A-Za-z0-9_-]{43})/.exec(text)?.[1];
  if (!token || Date.now() - at > 89 * 24 * hourMs) return;
  stage.setTime(new Date(at));
  await openDocument(stage.stranger(), token);
}

async function mail(stage: Stage, token: string, invoiceId: string, to: string, at: number, fate: Planned['fate']) {
  stage.setTime(new Date(at));
  await sendInvoice(stage.as(token, 'invoices:send'), invoiceId, { to });
  await stage.runJobs('invoice-mail');
  const sent = stage.mails.at(-1);
  if (!sent) return;
  await report(stage, sent.id, at, fate);
  if (fate === 'seen') await follow(stage, sent.text, at + hourMs);
}

/** Bills one invoice of the plan. `startOf` answers the instant at which its working day begins. */
export async function bill(
  stage: Stage,
  token: string,
  planned: Planned,
  client: Client,
  startAt: number,
): Promise<string> {
  const { fate, currency, dueDate, lines, discountRate, notes } = planned;
  stage.setTime(new Date(startAt));
  const write = stage.as(token, 'invoices:write');
  const draft = { clientId: client.id, currency, dueDate, lines, discountRate, ...(notes ? { notes } : {}) };
  const { id } = await createInvoice(write, draft);
  if (fate === 'draft') return id;
  const issue = stage.as(token, 'invoices:issue');
  stage.setTime(new Date(startAt + 12 * minuteMs));
  await issueInvoice(issue, id);
  stage.setTime(new Date(startAt + 12 * minuteMs + 2000));
  await stage.runJobs('invoice-pdf');
  if (fate === 'issued') return id;
  await mail(stage, token, id, client.email ?? 'muhasebe@posta.example', startAt + 20 * minuteMs, fate);
  if (fate === 'cancelled') {
    stage.setTime(new Date(startAt + 26 * hourMs));
    await cancelInvoice(issue, id, 'Hizmet kapsamı değişti, yeni fatura düzenlenecek.');
    stage.setTime(new Date(startAt + 26 * hourMs + 2000));
    await stage.runJobs('invoice-pdf');
  }
  return id;
}
