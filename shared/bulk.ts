// One act on many records: what is asked, and what became of each.
import * as z from 'zod';
import { route, type Method } from './route.ts';

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

const many = (line: `${Method} /${string}`, summary: string) =>
  route(line, { summary, body: BulkRequest, response: BulkResults, status: 200 });

export const bulkRoutes = {
  issueInvoices: many('POST /invoices/bulk/issue', 'Issue many drafts; each says what became of it'),
  sendInvoices: many('POST /invoices/bulk/send', 'Mail many invoices, each to its client’s own address'),
  removeDrafts: many('POST /invoices/bulk/remove', 'Delete many drafts; they can be brought back for thirty days'),
  restoreDrafts: many('POST /invoices/bulk/restore', 'Bring back drafts that were deleted'),
  archiveClients: many('POST /clients/bulk/archive', 'Put many clients out of the way'),
  restoreClients: many('POST /clients/bulk/restore', 'Bring many archived clients back'),
  archiveProducts: many('POST /products/bulk/archive', 'Put many products out of the way'),
  restoreProducts: many('POST /products/bulk/restore', 'Bring many archived products back'),
};
