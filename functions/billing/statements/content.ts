// What is in the mail of an account statement: the PDF of its period, drawn when it leaves, and the balance at its end.
import { formatIban } from '../../../shared/format.ts';
import { accountFor } from '../../../shared/tenants.ts';
import { composeMail } from '../../office/mail-templates/compose.ts';
import { mailTemplates, templateIn } from '../../office/mail-templates/mail-templates.ts';
import { flush, one } from '../../platform/flush.ts';
import { printStatement } from '../balances/statement-pdf.ts';
import { mailOf, type Prepare } from '../deliveries/mail-of.ts';
import { letterFrame } from '../letters/frame.ts';
import { clientValues, languageOf } from '../letters/values.ts';
import { sumsOf } from '../reminders/values.ts';
import { selectCarried } from './store.ts';

export const statementContent: Prepare = async (ctx, { work, tenant }) => {
  const [carried, templates] = await flush(ctx, [selectCarried(work.id), mailTemplates(work.kind)]);
  const { clientId, fromDate, toDate, currency } = one(carried);
  const asked = { from: fromDate, to: toDate, currency: currency ?? undefined };
  const { statement, client, bytes, fileName } = await printStatement(ctx, clientId, asked);
  const language = languageOf(work.language, client.language, tenant.language);
  const closing = statement.parts.map((part) => ({ minor: part.closingMinor, currency: part.currency }));
  const account = accountFor(tenant.bankAccounts, closing[0]?.currency ?? tenant.currency);
  const values = clientValues(work.kind, client.name, tenant, {
    balance: sumsOf(closing.length > 0 ? closing : [{ minor: 0, currency: currency ?? tenant.currency }], language),
    fromDate: { day: fromDate },
    toDate: { day: toDate },
    bankName: account?.bankName ?? null,
    iban: account ? formatIban(account.iban) : null,
  });
  const around = { sender: tenant.name, brandColour: tenant.brandColour, link: null };
  const frame = letterFrame(work.kind, language, values, around);
  const template = templateIn(templates, work.kind, language);
  const { kind, subject, message } = work;
  const composed = await composeMail({ kind, language, template, variables: values, subject, message, frame });
  const attachments = [{ fileName, contentType: 'application/pdf', bytes }];
  return { mail: mailOf(work, tenant, { ...composed, attachments }, client.name, tenant), secrets: [] };
};
