// What did not succeed: mails that failed or came back, and work that was given up; each with what mends it.
import * as z from 'zod';
import { Day, Instant } from './fields.ts';
import { RequestKind } from './rights.ts';
import { byId, route } from './route.ts';

export const FailedMail = z.strictObject({
  /** Of the delivery: `deliveryRoutes.retry` tries one again that failed or had no answer; one that bounced needs another address. */
  id: z.uuid(),
  invoiceId: z.uuid().nullable(),
  invoiceNumber: z.string().nullable(),
  clientId: z.uuid(),
  clientName: z.string(),
  to: z.string(),
  state: z.enum(['bounced', 'failed', 'unknown']),
  reason: z.string().nullable(),
  failedAt: Instant,
});
export type FailedMail = z.infer<typeof FailedMail>;

export const FailedJob = z.strictObject({
  id: z.uuid(),
  what: z.enum(['pdf', 'mail', 'file', 'other']),
  /** The invoice that waits for it, if it is about one. */
  invoiceId: z.uuid().nullable(),
  invoiceNumber: z.string().nullable(),
  attempts: z.int(),
  createdAt: Instant,
});
export type FailedJob = z.infer<typeof FailedJob>;

/** A request about somebody's data that is to be answered within days, or should have been. */
export const UrgentRequest = z.strictObject({ id: z.uuid(), kind: RequestKind, name: z.string(), dueDate: Day });
export type UrgentRequest = z.infer<typeof UrgentRequest>;

/** Newest first, at most twenty of each; mails of the last thirty days that no later mail has made up for. */
export const Failures = z.strictObject({
  mails: z.array(FailedMail),
  jobs: z.array(FailedJob),
  requests: z.array(UrgentRequest),
});
export type Failures = z.infer<typeof Failures>;

export const failureRoutes = {
  list: route('GET /failures', { summary: 'Mails and work that did not succeed', response: Failures }),
  retry: route('POST /failures/{id}/retry', {
    summary: 'Have work that was given up tried again, within a minute',
    params: byId,
    status: 204,
  }),
};
