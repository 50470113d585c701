// Lives through a year of the consultancy: drafts, issues, mails, and what became of them, each at its own time.
import { createInvoice } from '../../../../functions/billing/invoices/drafts.ts';
import { cancelInvoice, issueInvoice } from '../../../../functions/billing/invoices/issue.ts';
import type { Client } from '../../../../shared/clients.ts';
import { mailInvoice } from '../mails.ts';
import type { Stage } from '../stage.ts';
import type { Planned } from './plan.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

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
  const to = client.email ?? 'muhasebe@posta.example';
  const mailed = fate === 'cancelled' ? 'delivered' : fate;
  await mailInvoice(stage, token, { invoiceId: id, to, at: startAt + 20 * minuteMs, fate: mailed });
  if (fate === 'cancelled') {
    stage.setTime(new Date(startAt + 26 * hourMs));
    await cancelInvoice(issue, id, 'Hizmet kapsamı değişti, yeni fatura düzenlenecek.');
    stage.setTime(new Date(startAt + 26 * hourMs + 2000));
    await stage.runJobs('invoice-pdf');
  }
  return id;
}
