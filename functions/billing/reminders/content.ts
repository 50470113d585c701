// What is in a reminder of several invoices: each with what is still open of it, its print and a link of its own.
import { formatDay, formatIban, formatMoney } from '../../../shared/format.ts';
import { accountFor } from '../../../shared/tenants.ts';
import { clientStatements } from '../../crm/clients/clients.ts';
import { composeMail } from '../../office/mail-templates/compose.ts';
import { mailTemplates, templateIn } from '../../office/mail-templates/mail-templates.ts';
import type { MailAttachment } from '../../integrations/mail/port.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import { mailOf, type Prepare } from '../deliveries/mail-of.ts';
import { invoiceStatements, toInvoice } from '../invoices/invoices.ts';
import { pdfName, printIssued } from '../invoices/pdf.ts';
import { letterFrame } from '../letters/frame.ts';
import { clientValues, languageOf } from '../letters/values.ts';
import { makeLink } from '../portal/links.ts';
import { selectReminded } from './store.ts';
import { reminderValues, type Late } from './values.ts';

/** So many prints go along; the others are a link away, and the mail stays small enough for every server. */
const printsMax = 10;

type LateInvoice = Late & { id: string; number: string };

/** The invoices that are still to be paid, as they stand now. */
async function lateOf(ctx: Context, deliveryId: string, at: Date): Promise<LateInvoice[]> {
  return inTenant(ctx, async (tx) => {
    const [reminded] = await tx.read([selectReminded(deliveryId)]);
    const heads = await tx.read(reminded.map(({ invoiceId }) => invoiceStatements.head(invoiceId, at)));
    return heads
      .flat()
      .flatMap((head) =>
        head.state === 'issued' && head.openMinor > 0 && head.number && head.dueDate
          ? [{ ...head, number: head.number, dueDate: head.dueDate }]
          : [],
      );
  });
}

async function printsOf(
  ctx: Context,
  tenantId: string,
  late: readonly LateInvoice[],
  at: Date,
): Promise<MailAttachment[]> {
  const prints: MailAttachment[] = [];
  for (const { id } of late.slice(0, printsMax)) {
    const invoice = toInvoice(await flush(ctx, invoiceStatements.read(id, at)), ctx.language);
    if (!invoice) continue;
    const { bytes } = await printIssued(ctx, tenantId, invoice);
    prints.push({ fileName: pdfName(invoice), contentType: 'application/pdf', bytes });
  }
  return prints;
}

/** A reminder of several invoices; what was paid since it was asked for is left out of it. */
export const reminderContent: Prepare = async (ctx, { work, tenant, at }) => {
  const late = await lateOf(ctx, work.id, at);
  if (late.length === 0) return { refusal: 'delivery.paidMeanwhile' };
  const prints = await printsOf(ctx, tenant.id, late, at);
  const links = late.map(({ id }) => makeLink(ctx, id, work.id));
  const [templates, clients] = await flush(ctx, [mailTemplates(work.kind), clientStatements.get(work.clientId)]);
  await flush(
    ctx,
    links.map(({ insert }) => insert),
  );
  const clientName = one(clients).name;
  const language = languageOf(work.language, tenant.language);
  const account = accountFor(tenant.bankAccounts, late[0]?.currency ?? tenant.currency);
  const values = clientValues(work.kind, clientName, tenant, {
    ...reminderValues(late, language),
    bankName: account?.bankName ?? null,
    iban: account ? formatIban(account.iban) : null,
    link: links[0]?.url ?? null,
  });
  const around = { sender: tenant.name, brandColour: tenant.brandColour, link: null };
  const frame = letterFrame(work.kind, language, values, around);
  const facts = late.map(({ number, dueDate, openMinor, currency }, place) => ({
    label: `${number} · ${formatDay(dueDate, language)}`,
    value: formatMoney(openMinor, currency, language),
    url: links[place]?.url,
  }));
  const whereTo = (frame.facts ?? []).filter(({ value }) => value === values['bankName'] || value === values['iban']);
  const { kind, subject, message } = work;
  const template = templateIn(templates, kind, language);
  const composed = await composeMail({
    kind,
    language,
    template,
    variables: values,
    subject,
    message,
    frame: { ...frame, facts: [...facts, ...whereTo] },
  });
  const mail = mailOf(work, tenant, { ...composed, attachments: prints }, clientName, tenant);
  return { mail, secrets: links.map(({ url }) => new URL(url).hash.slice(1)) };
};
