// Who did what, for thirty days.
import * as z from 'zod';
import { Instant } from './fields.ts';
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

export const activityRoutes = {
  list: route('GET /activity', {
    summary: 'What happened in the business, newest first, thirty days back',
    query: z.strictObject({ cursor: z.string().max(500).optional() }),
    response: page(Activity),
  }),
};
