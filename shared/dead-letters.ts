// What the platform has given up, for the house's staff: with the reason, and without a word of any business.
import * as z from 'zod';
import { Instant, line } from './fields.ts';
import { listQuery, page } from './paging.ts';
import { byId, route } from './route.ts';

export const DeadLetter = z.strictObject({
  id: z.uuid(),
  /** `message` of a queue, `timer` of the house (backup, erasure …), or a `mail` that failed, about which its business decides. */
  kind: z.enum(['message', 'timer', 'mail']),
  /** Queue, timer, or kind of mail. */
  queue: z.string(),
  firstAt: Instant,
  lastAt: Instant,
  attempts: z.int(),
  /** Of the last attempt, with what may be somebody's taken out; null when none was noted. */
  reason: z.string().nullable(),
  /** Twelve letters of the hash of the business's id: says whether two are of the same one, and not of which. */
  business: z.string().nullable(),
  deadAt: Instant,
  canRetry: z.boolean(),
});
export type DeadLetter = z.infer<typeof DeadLetter>;

export const DeadLetterList = listQuery(['deadAt']);
export type DeadLetterList = z.output<typeof DeadLetterList>;

export const DiscardInput = z.strictObject({ reason: line(500, 3) });

export const deadLetterRoutes = {
  list: route('GET /operator/dead-letters', {
    summary: 'Everything that gave up, the latest first; the first page also looks for what has just been set aside',
    query: DeadLetterList,
    response: page(DeadLetter),
  }),
  retry: route('POST /operator/dead-letters/{id}/retry', { summary: 'Put it back, once', params: byId, status: 204 }),
  discard: route('POST /operator/dead-letters/{id}/discard', {
    summary: 'Give it up for good, and say why',
    params: byId,
    body: DiscardInput,
    status: 204,
  }),
};
