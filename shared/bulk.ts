// One act on many records: what is asked, and what became of each.
import * as z from 'zod';

/** At most two hundred records; a repeated id counts once. */
export const BulkRequest = z.strictObject({ ids: z.array(z.uuid()).min(1).max(200) });
export type BulkRequest = z.infer<typeof BulkRequest>;

export const BulkResult = z.strictObject({
  id: z.uuid(),
  isDone: z.boolean(),
  /** Why nothing was done, in the reader's language. */
  reason: z.string().nullable(),
});
export type BulkResult = z.infer<typeof BulkResult>;

/** In the order of the request. */
export const BulkResults = z.strictObject({ results: z.array(BulkResult) });
export type BulkResults = z.infer<typeof BulkResults>;
