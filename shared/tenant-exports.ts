// A whole business as one file to take along: asked for by an owner, made in the background, kept for some days.
import * as z from 'zod';
import { Instant } from './fields.ts';
import { byId, route } from './route.ts';

/** How long the file of an export is kept. */
export const exportDays = 7;

export const TenantExport = z.strictObject({
  id: z.uuid(),
  state: z.enum(['running', 'ready', 'failed']),
  rowCount: z.int(),
  fileCount: z.int(),
  sizeBytes: z.int().nullable(),
  /** What stood in the way: the store of files, the database, or something else. */
  problem: z.enum(['store', 'database', 'other']).nullable(),
  requestedByName: z.string().nullable(),
  createdAt: Instant,
  readyAt: Instant.nullable(),
  /** From then on it is gone. */
  expiresAt: Instant,
});
export type TenantExport = z.infer<typeof TenantExport>;

export const tenantExportRoutes = {
  list: route('GET /tenant/exports', {
    summary: 'Exports of the whole business that are there or on their way, newest first',
    response: z.array(TenantExport),
  }),
  ask: route('POST /tenant/exports', {
    summary: 'Have the whole business exported; needs a recent proof of who it is',
    response: TenantExport,
  }),
  link: route('POST /tenant/exports/{id}/link', {
    summary: 'An address that reads the file of an export for some minutes; needs a recent proof of who it is',
    params: byId,
    response: z.strictObject({ url: z.string() }),
  }),
  remove: route('DELETE /tenant/exports/{id}', {
    summary: 'Delete an export with its file; one that is being made stops',
    params: byId,
  }),
};
