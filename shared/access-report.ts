// What is kept about a client or one of its people, for whoever asks (GDPR art. 15, KVKK art. 11): the contract of the report.
import * as z from 'zod';
import { Instant, Language } from './fields.ts';

const Entry = z.record(z.string(), z.unknown());

/** A kind of data: why it is kept, on what ground, and how long. */
export const ReportCategory = z.strictObject({
  name: z.string(),
  purpose: z.string(),
  legalBasis: z.string(),
  retention: z.string(),
});
export type ReportCategory = z.infer<typeof ReportCategory>;

/** Everything kept, each entry as it is kept. Of one person it holds nothing of the others, and of the client its name. */
export const AccessReport = z.strictObject({
  madeAt: Instant,
  /** Of what is said about the data; the data themselves stay as they are. */
  language: Language,
  /** The business that keeps the data and answers for them. */
  controller: z.strictObject({
    name: z.string(),
    address: z.array(z.string()),
    taxNumber: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    website: z.string().nullable(),
  }),
  /** Null: about the client with everybody there. */
  contactId: z.uuid().nullable(),
  information: z.strictObject({
    categories: z.array(ReportCategory),
    recipients: z.array(z.string()),
    source: z.string(),
    automatedDecisions: z.string(),
    rights: z.array(z.string()),
    /** To whom one may complain, by the law of the business's country and of the client's. */
    complaint: z.array(z.string()),
  }),
  client: Entry,
  /** The business's own fields, under the names that it gave them. */
  customFields: z.array(z.strictObject({ name: z.string(), value: z.unknown() })),
  /** Cards of the same client that this one has taken in. */
  mergedClients: z.array(Entry),
  tags: z.array(z.string()),
  contacts: z.array(Entry),
  addresses: z.array(Entry),
  notes: z.array(Entry),
  files: z.array(Entry),
  invoices: z.array(Entry),
  /** Drafts that were deleted and can still be brought back. */
  removedDrafts: z.array(Entry),
  payments: z.array(Entry),
  mails: z.array(Entry),
  /** Links to documents: when they were made and first opened, and how often. */
  portalLinks: z.array(Entry),
  /** Reminders held back, and that no statements are sent. */
  reminderHolds: z.array(Entry),
  statementOptOut: z.array(Entry),
  mailChoices: z.array(Entry),
  restrictions: z.array(Entry),
  requests: z.array(Entry),
});
export type AccessReport = z.infer<typeof AccessReport>;

export const AccessReportQuery = z.strictObject({
  /** Leave it out for the client with everybody there. */
  contactId: z.uuid().optional(),
  /** The client's own language unless another one is asked for. */
  language: Language.optional(),
});
export type AccessReportQuery = z.output<typeof AccessReportQuery>;
