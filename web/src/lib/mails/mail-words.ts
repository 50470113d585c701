// What kinds of mails and their variables are called.
import { today } from '@crmfex/shared/dates.ts';
import type { Delivery } from '@crmfex/shared/deliveries.ts';
import type { Language } from '@crmfex/shared/fields.ts';
import type { MailKind, MailVariable } from '@crmfex/shared/mail-templates.ts';
import { clock, instant } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';

const kinds: Record<MailKind, () => string> = {
  invoice: m.mail_kind_invoice,
  reminderFirst: m.mail_kind_reminder_first,
  reminderSecond: m.mail_kind_reminder_second,
  reminderFinal: m.mail_kind_reminder_final,
  statement: m.mail_kind_statement,
  paymentReceived: m.mail_kind_payment,
  cancelled: m.mail_kind_cancelled,
  returned: m.mail_kind_returned,
  free: m.mail_kind_free,
};
/** What a mail has to say beside its state: why it did not leave, and when it is tried again. */
export function reasonOf(mail: Pick<Delivery, 'reason' | 'attempts' | 'nextTryAt'>, timeZone: string): string {
  const next = mail.nextTryAt ? m.mail_waiting({ count: mail.attempts, time: moment(mail.nextTryAt, timeZone) }) : '';
  return [mail.reason ?? '', next].filter(Boolean).join(' ');
}

/** Within a day the hour says it all; a wait across midnight names the day as well. */
const moment = (at: string, timeZone: string) =>
  today(timeZone) === today(timeZone, new Date(at)) ? clock(at, timeZone) : instant(at, timeZone);

export const kindWords = (kind: MailKind): string => kinds[kind]();

export const languageWords = (language: Language): string =>
  language === 'tr' ? m.mail_language_tr() : m.mail_language_en();

const variables: Record<MailVariable, () => string> = {
  clientName: m.mail_var_client_name,
  businessName: m.mail_var_business_name,
  businessPhone: m.mail_var_business_phone,
  businessEmail: m.mail_var_business_email,
  number: m.mail_var_number,
  originalNumber: m.mail_var_original_number,
  amount: m.mail_var_amount,
  openAmount: m.mail_var_open_amount,
  paidAmount: m.mail_var_paid_amount,
  balance: m.mail_var_balance,
  issueDate: m.mail_var_issue_date,
  dueDate: m.mail_var_due_date,
  paidDate: m.mail_var_paid_date,
  fromDate: m.mail_var_from_date,
  toDate: m.mail_var_to_date,
  daysOverdue: m.mail_var_days_overdue,
  bankName: m.mail_var_bank_name,
  iban: m.mail_var_iban,
  link: m.mail_var_link,
  reason: m.mail_var_reason,
};
export const variableWords = (variable: MailVariable): string => variables[variable]();

/** A variable as it is written, with the filter that suits it. */
export function variableCode(variable: MailVariable): string {
  if (/amount|balance/i.test(variable)) return `{{ ${variable} | money }}`;
  return variable.endsWith('Date') ? `{{ ${variable} | date }}` : `{{ ${variable} }}`;
}
