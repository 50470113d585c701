// An export of a business that is brought into an empty one: put into the store by the browser, looked at, agreed to, brought in.
import * as z from 'zod';
import { Instant, line } from './fields.ts';
import { byId, route } from './route.ts';

/** What a browser can put into the store at once. */
export const importBytesMax = 5000 * 1024 * 1024;
/** How long the outcome is shown, and with it the names of those who belonged to the business elsewhere. */
export const outcomeDays = 7;

export const TenantImportState = z.enum(['uploading', 'found', 'running', 'ready', 'failed']);

/** What the file says of itself. */
export const FoundExport = z.strictObject({
  name: z.string(),
  generatedAt: Instant,
  rowCount: z.int(),
  fileCount: z.int(),
});
export type FoundExport = z.infer<typeof FoundExport>;

/** Somebody who belonged to the business where it was exported; nobody here before they are invited. */
export const FormerMember = z.strictObject({ name: z.string(), email: z.string(), role: z.string() });
export type FormerMember = z.infer<typeof FormerMember>;

export const TenantImport = z.strictObject({
  id: z.uuid(),
  fileName: z.string(),
  sizeBytes: z.int(),
  state: TenantImportState,
  found: FoundExport.nullable(),
  rowCount: z.int(),
  fileCount: z.int(),
  /** Why it was refused, or what stood in the way of the last try, in words. */
  problem: z.string().nullable(),
  people: z.array(FormerMember),
  createdAt: Instant,
  finishedAt: Instant.nullable(),
});
export type TenantImport = z.infer<typeof TenantImport>;

export const TenantImportLook = z.strictObject({
  /** Whether the business is fresh: only then can it take another one in. */
  isEmpty: z.boolean(),
  /** The last one, whatever became of it. */
  current: TenantImport.nullable(),
});
export type TenantImportLook = z.infer<typeof TenantImportLook>;

export const TenantImportCreate = z.strictObject({
  fileName: line(200),
  sizeBytes: z.int().min(1).max(importBytesMax, { error: 'tenantImport.tooLarge' }),
});

export const tenantImportRoutes = {
  look: route('GET /tenant/import', {
    summary: 'Whether a business can be imported into this one, and how far the last import is',
    response: TenantImportLook,
  }),
  create: route('POST /tenant/imports', {
    summary: 'Announce the export of a business and learn where its bytes go; needs a recent proof of who it is',
    body: TenantImportCreate,
    response: z.strictObject({ id: z.uuid(), uploadUrl: z.string() }),
  }),
  inspect: route('POST /tenant/imports/{id}/inspection', {
    summary: 'Look into the file that has arrived: what it is of, from when, and how much it holds',
    params: byId,
    response: TenantImport,
  }),
  start: route('POST /tenant/imports/{id}/start', {
    summary: 'Bring the business in; needs a recent proof of who it is',
    params: byId,
    response: TenantImport,
  }),
  remove: route('DELETE /tenant/imports/{id}', {
    summary: 'Forget an import that is not running, with its file and the names that it showed',
    params: byId,
  }),
};
