// Mailing account statements: last month's by the plan, or any period by hand; the PDF is drawn when the mail leaves.
import { isBusinessDay } from '../../../shared/business-days.ts';
import { today } from '../../../shared/dates.ts';
import type { Language } from '../../../shared/fields.ts';
import { newId } from '../../../shared/ids.ts';
import { Problem } from '../../../shared/problem.ts';
import type { StatementMailRequest } from '../../../shared/statement-mails.ts';
import type { Tenant } from '../../../shared/tenants.ts';
import { clientStatements } from '../../crm/clients/clients.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import { mailTemplates, templateIn, type MailTemplateRow } from '../../office/mail-templates/mail-templates.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { inTenant, one } from '../../platform/flush.ts';
import { finish } from '../../platform/outbox.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';
import type { Statement } from '../../platform/statement.ts';
import { queued } from '../deliveries/deliveries.ts';
import { subjectOf } from '../letters/subject.ts';
import { clientValues } from '../letters/values.ts';
import { plannedMailsMax, selectMailsOf } from '../deliveries/statements-of-quota.ts';
import { monthBefore } from './months.ts';
import { insertCarried, markPeriod, selectAddress, selectPlan, selectRecipients } from './store.ts';

nameConstraints({
  'a client gets one statement of a month': { key: 'statement.justSent', kind: 'conflict' },
});

type Carried = {
  id: string;
  clientId: string;
  clientName: string;
  to: string;
  language: Language;
  period: string | null;
  fromDate: string;
  toDate: string;
  currency: StatementMailRequest['currency'] | null;
};

/** Everything that one statement writes: the mail, what it carries, who asked, and the message that sends it. */
async function statementWritten(
  ctx: Context,
  tenant: Tenant,
  templates: readonly MailTemplateRow[],
  { id, clientId, clientName, to, language, ...carried }: Carried,
): Promise<Statement<unknown>[]> {
  const kind = 'statement';
  const { period, fromDate, toDate, currency = null } = carried;
  const days = { fromDate: { day: fromDate }, toDate: { day: toDate } };
  const variables = clientValues(kind, clientName, tenant, days);
  const subject = await subjectOf({ kind, language, variables, template: templateIn(templates, kind, language) });
  return [
    ...queued(ctx, tenant, { id, kind, clientId, invoiceId: null, language, recipient: to, subject, message: null }),
    insertCarried({ deliveryId: id, clientId, period, fromDate, toDate, currency }),
    audit(ctx, 'statement.asked', { subjectKind: 'client', subjectId: clientId, detail: { to, fromDate, toDate } }),
  ];
}

/**
 * Writes last month's statements of the job's business that are not out yet, on business days and never more than the plan's share of
 * the mails of a day; the month is over when none is left.
 */
export async function sendDueStatements(ctx: Context): Promise<void> {
  const now = ctx.clock();
  await inTenant(ctx, async (tx) => {
    const [plans, tenants, templates] = await tx.read([selectPlan('for update'), ownTenant(), mailTemplates()]);
    const tenant = one(tenants);
    const { timeZone, country } = tenant;
    const [plan, day] = [plans[0], today(timeZone, now)];
    const month = monthBefore(day);
    tx.write(finish(ctx));
    if (!plan?.isOn || (plan.lastPeriod !== null && plan.lastPeriod >= month.from) || !isBusinessDay(day, country))
      return;
    const [sent] = await tx.read([selectMailsOf(day)]);
    const room = Math.max(0, plannedMailsMax - (sent[0]?.sent ?? 0));
    const [recipients] = await tx.read([selectRecipients(plan.audience, month, room + 1)]);
    const mails = recipients.slice(0, room);
    if (recipients.length <= room) tx.write(markPeriod(month.from));
    const dates = { period: month.from, fromDate: month.from, toDate: month.to, currency: null };
    for (const recipient of mails) {
      tx.write(...(await statementWritten(ctx, tenant, templates, { ...recipient, ...dates, id: newId() })));
    }
  });
}

/**
 * Mails the statement of a period now; without days, that of this year until today, as the page shows it.
 * @throws Problem `notFound`; `invalid` when the period ends before it begins; `unprocessable` without an address; `conflict` when no
 *   mail may go there; `tooMany` beyond the mails of a day
 */
export async function mailStatement(
  ctx: Context,
  clientId: string,
  asked: StatementMailRequest,
): Promise<{ deliveryId: string; to: string }> {
  const now = ctx.clock();
  const id = newId(now.getTime());
  return inTenant(ctx, async (tx) => {
    const [clients, tenants, addresses, templates] = await tx.read([
      clientStatements.get(clientId),
      ownTenant(),
      selectAddress(clientId),
      mailTemplates(),
    ]);
    const [client, tenant] = [one(clients), one(tenants)];
    const day = today(tenant.timeZone, now);
    const { to: known, language } = one(addresses);
    const to = asked.recipient ?? known;
    if (!to) throw new Problem('unprocessable', 'delivery.noAddress');
    const toDate = asked.to ?? day;
    const fromDate = asked.from ?? `${toDate.slice(0, 4)}-01-01`;
    if (toDate < fromDate)
      throw new Problem('invalid', 'invalid', {}, [{ pointer: '#/to', key: 'statement.periodEndsFirst' }]);
    const carried = { period: null, fromDate, toDate, currency: asked.currency ?? null };
    const mail = { id, clientId, clientName: client.name, to, language, ...carried };
    tx.write(...(await statementWritten(ctx, tenant, templates, mail)));
    return { deliveryId: id, to };
  });
}
