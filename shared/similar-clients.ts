// Clients that may be the one just being typed: a warning, never a refusal.
import * as z from 'zod';
import { route } from './route.ts';

export const SimilarClient = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  city: z.string().nullable(),
  isArchived: z.boolean(),
  /** What they have in common, the surest first. */
  reasons: z.array(z.enum(['taxNumber', 'email', 'name'])),
});
export type SimilarClient = z.infer<typeof SimilarClient>;

/** What has been typed so far; half-written values find nothing and are no fault. */
export const SimilarQuery = z.strictObject({
  name: z.string().max(200).optional(),
  email: z.string().max(254).optional(),
  taxNumber: z.string().max(30).optional(),
  /** The client under the pen itself. */
  except: z.uuid().optional(),
});
export type SimilarQuery = z.infer<typeof SimilarQuery>;

export const similarClientRoutes = {
  find: route('GET /clients/similar', {
    summary: 'Up to five clients with the same tax number, the same mail address or a similar name',
    query: SimilarQuery,
    response: z.array(SimilarClient),
  }),
};
