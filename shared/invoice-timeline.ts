// What happened to an invoice, told from the facts themselves.
import * as z from 'zod';
import { Instant } from './fields.ts';

export const TimelineEntry = z.strictObject({
  at: Instant,
  /** In the order in which they happen within one second. */
  kind: z.enum([
    'created',
    'issued',
    'pdfReady',
    'mailQueued',
    'mailAccepted',
    'mailDelivered',
    'mailOpened',
    'mailBounced',
    'mailFailed',
    'linkOpened',
    'fileOpened',
    'linkRevoked',
    'cancelled',
  ]),
  actorName: z.string().nullable(),
  detail: z.string().nullable(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;
