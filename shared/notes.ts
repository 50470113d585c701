// Notes about a client, and the timeline that tells them together with what happened.
import * as z from 'zod';
import { Currency, Instant, text } from './fields.ts';
import { listQuery, page } from './paging.ts';
import { byId, route } from './route.ts';

export const NoteInput = z.strictObject({ text: text(5000).trim().min(1) });
export type NoteInput = z.infer<typeof NoteInput>;
export const NoteCreate = NoteInput.extend({ id: z.uuid().optional() });
export type NoteCreate = z.infer<typeof NoteCreate>;

export const Note = NoteInput.extend({
  id: z.uuid(),
  clientId: z.uuid(),
  authorId: z.uuid(),
  version: z.int(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Note = z.infer<typeof Note>;

/** One thing that happened between the business and a client; which fields are filled follows from `kind`. */
export const ClientEvent = z.strictObject({
  at: Instant,
  kind: z.enum([
    'created',
    'note',
    'invoiceIssued',
    'invoiceCancelled',
    'returnIssued',
    'returnCancelled',
    'mailSent',
    'reminderSent',
    'statementSent',
    'mailOpened',
    'mailFailed',
    'payment',
    'paymentVoided',
    'writtenOff',
    'writeOffVoided',
  ]),
  /** Of the note, invoice, mail or payment. */
  id: z.uuid(),
  actorId: z.uuid().nullable(),
  actorName: z.string().nullable(),
  /** The invoice that an entry speaks of. */
  invoiceId: z.uuid().nullable(),
  number: z.string().nullable(),
  amountMinor: z.int().nullable(),
  currency: Currency.nullable(),
  /** Text of a note, recipient of a mail, reason of a cancellation, number of the invoice that a return takes back. */
  detail: z.string().nullable(),
  /** Of a note: what a correction of it must name. */
  version: z.int().nullable(),
});
export type ClientEvent = z.infer<typeof ClientEvent>;

export const ClientTimeline = listQuery(['at']).pick({ limit: true, cursor: true });
export type ClientTimeline = z.output<typeof ClientTimeline>;

export const noteRoutes = {
  timeline: route('GET /clients/{id}/timeline', {
    summary: 'What happened with a client, newest first',
    params: byId,
    query: ClientTimeline,
    response: page(ClientEvent),
  }),
  create: route('POST /clients/{id}/notes', {
    summary: 'Write a note about a client',
    params: byId,
    body: NoteCreate,
    response: Note,
  }),
  update: route('PATCH /notes/{id}', {
    summary: 'Correct a note (If-Match): an own one, or any as an owner or administrator',
    params: byId,
    body: NoteInput,
    response: Note,
  }),
  remove: route('DELETE /notes/{id}', {
    summary: 'Delete a note: an own one, or any as an owner or administrator',
    params: byId,
  }),
};
