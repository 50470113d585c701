// The texts of a business's mails: one per kind and language, ours until the business writes its own, with variables in Liquid.
import * as z from 'zod';
import { Instant, Language, line, text } from './fields.ts';
import { route } from './route.ts';

/** What a mail is about; each has its text in every language. */
export const mailKinds = [
  'invoice',
  'reminderFirst',
  'reminderSecond',
  'reminderFinal',
  'statement',
  'paymentReceived',
  'cancelled',
  'returned',
  'free',
] as const;
export const MailKind = z.enum(mailKinds);
export type MailKind = z.infer<typeof MailKind>;

export const reminderKinds = ['reminderFirst', 'reminderSecond', 'reminderFinal'] as const;
export const isReminder = (kind: MailKind): kind is (typeof reminderKinds)[number] =>
  (reminderKinds as readonly MailKind[]).includes(kind);

const business = ['clientName', 'businessName', 'businessPhone', 'businessEmail'] as const;
const bank = ['bankName', 'iban'] as const;
const invoice = [...business, 'number', 'amount', 'issueDate', 'dueDate', 'link'] as const;
const due = [...invoice, 'openAmount', 'daysOverdue', ...bank] as const;

/** The variables that a text of each kind may use; anything else is refused when it is saved. */
export const mailVariables = {
  invoice: [...invoice, ...bank],
  reminderFirst: due,
  reminderSecond: due,
  reminderFinal: due,
  statement: [...business, 'balance', 'fromDate', 'toDate', ...bank],
  paymentReceived: [...business, 'number', 'amount', 'paidAmount', 'openAmount', 'paidDate'],
  cancelled: [...business, 'number', 'amount', 'issueDate', 'reason'],
  returned: [...business, 'number', 'originalNumber', 'amount', 'issueDate', 'link'],
  free: business,
} as const satisfies Record<MailKind, readonly string[]>;

export type MailVariable = (typeof mailVariables)[MailKind][number];

export const mailTextMax = 5000;

export const MailTemplateInput = z.strictObject({
  subject: line(200),
  /** Paragraphs, `**bold**`, `- lists` and `[links](https://…)`, with variables in Liquid. */
  body: text(mailTextMax).trim().min(1),
});
export type MailTemplateInput = z.infer<typeof MailTemplateInput>;

export const MailTemplate = z.strictObject({
  kind: MailKind,
  language: Language,
  subject: z.string(),
  body: z.string(),
  /** Whether the business has written its own. */
  isChanged: z.boolean(),
  /** 1 for our text; counts up with every text of the business. */
  version: z.int(),
  updatedAt: Instant.nullable(),
});
export type MailTemplate = z.infer<typeof MailTemplate>;

const byText = z.strictObject({ kind: MailKind, language: Language });

export const mailTemplateRoutes = {
  list: route('GET /mail-templates', {
    summary: 'The texts of mails, every kind in every language',
    response: z.array(MailTemplate),
  }),
  get: route('GET /mail-templates/{kind}/{language}', {
    summary: 'One text, our own when the business has none',
    params: byText,
    response: MailTemplate,
  }),
  update: route('PATCH /mail-templates/{kind}/{language}', {
    summary: 'Write the text of a mail (If-Match); a mistake in it is named with its line',
    params: byText,
    body: MailTemplateInput,
    response: MailTemplate,
  }),
  reset: route('DELETE /mail-templates/{kind}/{language}', {
    summary: 'Go back to our text',
    params: byText,
    response: MailTemplate,
    status: 200,
  }),
};
