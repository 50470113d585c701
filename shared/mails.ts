// Mails that a person writes: a draft made from a text, what is sent, and the very words that were sent.
import * as z from 'zod';
import { ContactRole } from './contacts.ts';
import { Delivery, DeliveryListItem, MailFiles } from './deliveries.ts';
import { Email, Language, line, text } from './fields.ts';
import { MailKind, MailTemplateInput, mailTextMax } from './mail-templates.ts';
import { byId, route } from './route.ts';

const about = { clientId: z.uuid().optional(), invoiceId: z.uuid().optional() };
const isAboutOne = (value: { clientId?: string; invoiceId?: string }) =>
  (value.clientId === undefined) !== (value.invoiceId === undefined);

export const MailInput = z
  .strictObject({
    /** The client, or an invoice of one: exactly one of both. */
    ...about,
    kind: MailKind,
    /** Addresses that the business keeps for its clients and their contacts, and no others. */
    to: Email,
    cc: z.array(Email).max(10),
    subject: line(200),
    /** Paragraphs, `**bold**`, `- lists` and `[links](https://…)`; `{{ link }}` becomes the link to the invoice. */
    message: text(mailTextMax).trim().min(1),
    /** Examined files of the client or its invoices, in their order. */
    fileIds: MailFiles,
    /** Whether the print of the invoice goes along. */
    withPrint: z.boolean(),
  })
  .refine(isAboutOne, { error: 'mail.aboutOne', path: ['clientId'] });
export type MailInput = z.infer<typeof MailInput>;

/** Somebody who may be written to. */
export const MailRecipient = z.strictObject({
  name: z.string(),
  email: z.string(),
  /** Null for the client's own address. */
  role: ContactRole.nullable(),
});
export type MailRecipient = z.infer<typeof MailRecipient>;

export const MailDraft = z.strictObject({
  kind: MailKind,
  clientId: z.uuid(),
  clientName: z.string(),
  invoiceId: z.uuid().nullable(),
  invoiceNumber: z.string().nullable(),
  language: Language,
  /** To whom such a mail usually goes; null when nobody can be reached. */
  to: z.string().nullable(),
  subject: z.string(),
  message: z.string(),
  recipients: z.array(MailRecipient),
});
export type MailDraft = z.infer<typeof MailDraft>;

/** A mail as it reaches its reader. */
export const MailView = z.strictObject({ subject: z.string(), html: z.string(), text: z.string() });
export type MailView = z.infer<typeof MailView>;

export const MailAttachmentFact = z.strictObject({
  name: z.string(),
  contentType: z.string(),
  sizeBytes: z.int(),
  /** Of its bytes, in hexadecimal digits. */
  sha256: z.string(),
});

/** A mail with the very words that were sent; only the secrets of its links are left out. Null before its first try. */
export const Mail = DeliveryListItem.extend({
  html: z.string().nullable(),
  text: z.string().nullable(),
  attachments: z.array(MailAttachmentFact),
});
export type Mail = z.infer<typeof Mail>;

const DraftQuery = z
  .strictObject({ ...about, kind: z.enum([...MailKind.options, 'reminder']) })
  .refine(isAboutOne, { error: 'mail.aboutOne', path: ['clientId'] });
export type DraftQuery = z.infer<typeof DraftQuery>;

const byText = z.strictObject({ kind: MailKind, language: Language });

export const mailRoutes = {
  draft: route('GET /mail-drafts', {
    summary: 'A mail to a client, or about an invoice, ready to be edited; `reminder` is the next one that is due',
    query: DraftQuery,
    response: MailDraft,
  }),
  send: route('POST /mails', {
    summary: 'Send a mail to a contact of a client',
    body: MailInput,
    response: Delivery,
  }),
  preview: route('POST /mails/preview', {
    summary: 'A mail as it would reach its reader, without sending it',
    body: MailInput,
    response: MailView,
    status: 200,
  }),
  get: route('GET /deliveries/{id}', {
    summary: 'A mail with the very words that were sent',
    params: byId,
    response: Mail,
  }),
  previewTemplate: route('POST /mail-templates/{kind}/{language}/preview', {
    summary: 'A text filled in with the latest invoice, or with an example',
    params: byText,
    body: MailTemplateInput,
    response: MailView,
    status: 200,
  }),
  testTemplate: route('POST /mail-templates/{kind}/{language}/test', {
    summary: 'Send a text, filled in, to the caller’s own address',
    params: byText,
    body: MailTemplateInput,
    response: z.strictObject({ to: z.string() }),
    status: 200,
  }),
};
