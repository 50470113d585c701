// Mails of the past: sent through the verbs, and what the mail service and the client did afterwards, each at its own time.
import { sendInvoice } from '../../../functions/billing/deliveries/deliveries.ts';
import { hearMailEvents } from '../../../functions/billing/deliveries/events.ts';
import { openDocument } from '../../../functions/billing/portal/portal.ts';
import type { MailEventKind } from '../../../functions/integrations/mail/port.ts';
import { newId } from '../../../shared/ids.ts';
import type { Stage } from './stage.ts';

/** How far a mail came; of one that was `seen` the link was followed too. */
export type MailFate = 'mailed' | 'delivered' | 'opened' | 'seen' | 'bounced';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** What the mail service reported about a mail of each fate, and how long after it left. */
const reports: Record<MailFate, [MailEventKind, number, string?][]> = {
  mailed: [],
  delivered: [['delivered', 0.2]],
  opened: [
    ['delivered', 0.1],
    ['opened', 90],
  ],
  seen: [
    ['delivered', 0.1],
    ['opened', 25],
  ],
  bounced: [['bounced', 0.3, '550 5.1.1 The email account that you tried to reach does not exist.']],
};

async function report(stage: Stage, mailId: string, sentAt: number, fate: MailFate): Promise<void> {
  for (const [kind, minutes, reason] of reports[fate]) {
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

/** Mails an invoice and lives through what becomes of the mail. */
export async function mailInvoice(
  stage: Stage,
  token: string,
  { invoiceId, to, at, fate }: { invoiceId: string; to: string; at: number; fate: MailFate },
): Promise<void> {
  stage.setTime(new Date(at));
  await sendInvoice(stage.as(token, 'invoices:send'), invoiceId, { to });
  await stage.runJobs('invoice-mail');
  const sent = stage.mails.at(-1);
  if (!sent) return;
  await report(stage, sent.id, at, fate);
  if (fate === 'seen') await follow(stage, sent.text, at + hourMs);
}
