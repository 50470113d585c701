// Who did what, for thirty days.
import * as z from 'zod';
import { Day, Instant } from './fields.ts';
import { page } from './paging.ts';
import { route } from './route.ts';

export const Activity = z.strictObject({
  id: z.uuid(),
  at: Instant,
  actorKind: z.enum(['staff', 'portal', 'system']),
  actorName: z.string().nullable(),
  kind: z.string(),
  subjectKind: z.string().nullable(),
  subjectId: z.uuid().nullable(),
  detail: z.record(z.string(), z.unknown()),
});
export type Activity = z.infer<typeof Activity>;

/** By whom (a person's id), of which kind, and until which day of the business. */
export const ActivityQuery = z.strictObject({
  cursor: z.string().max(500).optional(),
  actor: z.uuid().optional(),
  kind: z
    .string()
    .regex(/^[a-z][a-zA-Z]{0,40}\.[a-z][a-zA-Z]{0,40}$/)
    .optional(),
  until: Day.optional(),
});
export type ActivityQuery = z.infer<typeof ActivityQuery>;

export const activityRoutes = {
  list: route('GET /activity', {
    summary: 'What happened in the business, newest first, thirty days back',
    query: ActivityQuery,
    response: page(Activity),
  }),
};
