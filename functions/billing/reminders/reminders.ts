// Reminding: by the plan, once a day for each business, or by hand; both write the same facts and leave by the same mail.
import { addDays, today } from '../../../shared/dates.ts';
import { isBusinessDay } from '../../../shared/business-days.ts';
import type { Language } from '../../../shared/fields.ts';
import { newId } from '../../../shared/ids.ts';
import { Problem } from '../../../shared/problem.ts';
import type { RemindedInvoice, ReminderTone } from '../../../shared/reminders.ts';
import { usualPlan } from '../../../shared/reminders.ts';
import { clientStatements } from '../../crm/clients/clients.ts';
import type { Tenant } from '../../../shared/tenants.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import { mailTemplates, templateIn, type MailTemplateRow } from '../../office/mail-templates/mail-templates.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { inTenant, one, type Tx } from '../../platform/flush.ts';
import { finish } from '../../platform/outbox.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';
import type { Statement } from '../../platform/statement.ts';
import { invoiceStatements } from '../invoices/invoices.ts';
import { queued } from '../deliveries/deliveries.ts';
import { subjectOf } from '../letters/subject.ts';
import { clientValues } from '../letters/values.ts';
import { plannedMailsMax, selectMailsOf } from '../deliveries/statements-of-quota.ts';
import { firmest, remindersOf } from './due.ts';
import { reminderValues } from './values.ts';
import {
  insertReminded,
  markRun,
  selectCandidate,
  selectCandidates,
  selectOverdueOf,
  selectPlan,
  type Candidate,
  type PlanRow,
} from './store.ts';

nameConstraints({
  'each step of the plan reminds of an invoice once': { key: 'reminder.justSent', kind: 'conflict' },
  'who is restricted gets no mail': { key: 'rights.mailRestricted', kind: 'conflict' },
  'who objected gets no such mail': { key: 'rights.mailObjected', kind: 'conflict' },
});

type Reminder = {
  id: string;
  clientId: string;
  clientName: string;
  to: string;
  language: Language;
  tone: ReminderTone;
  invoices: RemindedInvoice[];
};

const kindOf = { first: 'reminderFirst', second: 'reminderSecond', final: 'reminderFinal' } as const;

/** Everything that one reminder writes: the mail, what it is about, and who asked. */
async function reminderWritten(
  ctx: Context,
  tenant: Tenant,
  templates: readonly MailTemplateRow[],
  { id, clientId, clientName, to, language, tone, invoices }: Reminder,
): Promise<Statement<unknown>[]> {
  const kind = kindOf[tone];
  const [only] = invoices.length === 1 ? invoices : [];
  const variables = clientValues(kind, clientName, tenant, reminderValues(invoices, language));
  const subject = await subjectOf({ kind, language, variables, template: templateIn(templates, kind, language) });
  const mail = {
    id,
    kind,
    clientId,
    invoiceId: only?.invoiceId ?? null,
    language,
    recipient: to,
    subject,
    message: null,
  };
  const numbers = invoices.map(({ number }) => number);
  return [
    ...queued(ctx, tenant, mail),
    ...invoices.map((invoice) => insertReminded(id, invoice)),
    audit(ctx, 'reminder.asked', { subjectKind: 'client', subjectId: clientId, detail: { to, numbers, tone } }),
  ];
}

/**
 * Carries out today's plan of the job's business: on business days, once, and never more than its share of the mails of a day. What
 * finds no room is still due tomorrow.
 */
export async function sendDueReminders(ctx: Context): Promise<void> {
  const now = ctx.clock();
  await inTenant(ctx, async (tx) => {
    const [plans, tenants, templates] = await tx.read([selectPlan('for update'), ownTenant(), mailTemplates()]);
    const tenant = one(tenants);
    const { timeZone, country } = tenant;
    const [plan, day] = [plans[0], today(timeZone, now)];
    tx.write(finish(ctx));
    if (!plan?.isOn || plan.lastRunDay === day) return;
    tx.write(markRun(day));
    if (!isBusinessDay(day, country)) return;
    const [invoices, sent] = await tx.read([selectCandidates(day), selectMailsOf(day)]);
    const room = Math.max(0, plannedMailsMax - (sent[0]?.sent ?? 0));
    const languages = new Map(invoices.map(({ clientId, language }) => [clientId, language]));
    const mails = remindersOf(plan.steps, invoices, day)
      .flatMap(({ to, ...mail }) => (to === null ? [] : [{ ...mail, to }]))
      .slice(0, room);
    for (const mail of mails) {
      const reminder = { ...mail, id: newId(), language: languages.get(mail.clientId) ?? tenant.language };
      tx.write(...(await reminderWritten(ctx, tenant, templates, reminder)));
    }
  });
}

/** The step of the plan that somebody who reminds by hand takes the place of. */
function byHand(invoice: Candidate, steps: PlanRow['steps'] | undefined, day: string): RemindedInvoice {
  const { invoiceId, number, currency, openMinor, dueDate, lastStepDays } = invoice;
  const come = (steps ?? usualPlan.steps).filter(({ days }) => addDays(dueDate, days) <= day);
  const latest = come.toSorted((one_, other) => other.days - one_.days)[0];
  const isTaken = !latest || (lastStepDays !== null && latest.days <= lastStepDays);
  const stepDays = isTaken ? null : latest.days;
  return { invoiceId, number, currency, openMinor, dueDate, stepDays, tone: latest?.tone ?? 'first' };
}

async function remind(
  ctx: Context,
  tx: Tx,
  found: Candidate[],
): Promise<{ deliveryId: string; to: string; invoices: number }> {
  const [first] = found;
  if (!first) throw new Problem('conflict', 'reminder.notOpen');
  const { clientId, clientName, to, language } = first;
  if (to === null) throw new Problem('unprocessable', 'reminder.noAddress');
  const [plans, tenants, templates] = await tx.read([selectPlan(), ownTenant(), mailTemplates()]);
  const tenant = one(tenants);
  const day = today(tenant.timeZone, ctx.clock());
  const invoices = found.map((invoice) => byHand(invoice, plans[0]?.steps, day));
  const id = newId(ctx.clock().getTime());
  const tone = firmest(invoices.map((invoice) => invoice.tone));
  const reminder = { id, clientId, clientName, to, language, tone, invoices };
  tx.write(...(await reminderWritten(ctx, tenant, templates, reminder)));
  return { deliveryId: id, to, invoices: invoices.length };
}

/**
 * Reminds of one invoice now, whatever the plan and its holds say. It takes the place of the plan's step, which is not sent as well.
 * @throws Problem `notFound`; `conflict` when nothing is to be paid; `unprocessable` without an address; `tooMany` beyond the mails of a day
 */
export async function remindOfInvoice(ctx: Context, invoiceId: string) {
  return inTenant(ctx, async (tx) => {
    const [heads, found] = await tx.read([
      invoiceStatements.head(invoiceId, ctx.clock(), 'for update'),
      selectCandidate(invoiceId),
    ]);
    one(heads);
    return remind(ctx, tx, found);
  });
}

/**
 * Reminds a client now of everything that is overdue, in one mail.
 * @throws Problem as `remindOfInvoice`; `conflict` when nothing is overdue
 */
export async function remindOfClient(ctx: Context, clientId: string) {
  return inTenant(ctx, async (tx) => {
    const [clients, tenants] = await tx.read([clientStatements.get(clientId), ownTenant()]);
    one(clients);
    const [found] = await tx.read([selectOverdueOf(clientId, today(one(tenants).timeZone, ctx.clock()))]);
    if (found.length === 0) throw new Problem('conflict', 'reminder.nothingOverdue');
    return remind(ctx, tx, found);
  });
}
