// Bringing a table along: the file, what its columns mean, what its rows would become, the run, and taking it back.
import * as z from 'zod';
import { Instant, line } from './fields.ts';
import { byId, route } from './route.ts';
import { importSubjects } from './tables/index.ts';

export const importBytesMax = 25 * 1024 * 1024;
export const importRowsMax = 50_000;
export const importColumnsMax = 200;

export const ImportSubject = z.enum(importSubjects);

export const importStates = [
  'uploading',
  'reading',
  'refused',
  'mapping',
  'checking',
  'checked',
  'running',
  'done',
  'undoing',
  'undone',
] as const;
export const ImportState = z.enum(importStates);
export type ImportState = z.infer<typeof ImportState>;

/** Whether a job is at work, so that the state changes by itself. */
export const isImportMoving = (state: ImportState) => ['reading', 'checking', 'running', 'undoing'].includes(state);

/** How the cells are written, and what happens to records that are there already. */
export const ImportOptions = z.strictObject({
  /** Records with the same tax number, code, number or e-mail: left alone, filled in, or made anew beside. */
  existing: z.enum(['skip', 'update', 'create']),
  /** What stands before the cents. */
  decimal: z.enum([',', '.']),
  /** What 03/04 means. */
  dates: z.enum(['dayFirst', 'monthFirst']),
});
export type ImportOptions = z.infer<typeof ImportOptions>;

/** One entry per column of the file: the key of ours, or null for a column that is left out. */
export const ImportMapping = z.array(z.string().max(60).nullable()).max(importColumnsMax);
export type ImportMapping = z.infer<typeof ImportMapping>;

export const ImportSource = z.strictObject({
  format: z.enum(['csv', 'xlsx']),
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  sheet: z.string().nullable(),
});
export type ImportSource = z.infer<typeof ImportSource>;

export const rowOutcomes = ['created', 'updated', 'skipped', 'failed'] as const;

export const ImportPreviewRow = z.strictObject({
  row: z.int(),
  outcome: z.enum(rowOutcomes),
  /** What each column will hold, by its key. */
  values: z.record(z.string(), z.string()),
  error: z.string().nullable(),
});
export type ImportPreviewRow = z.infer<typeof ImportPreviewRow>;

export const Import = z.strictObject({
  id: z.uuid(),
  subject: ImportSubject,
  fileName: z.string(),
  sizeBytes: z.int(),
  state: ImportState,
  /** Why the file was not taken, in the caller's language. */
  refusal: z.string().nullable(),
  source: ImportSource.nullable(),
  headers: z.array(z.string()),
  /** The first rows as they stand in the file. */
  sample: z.array(z.array(z.string())),
  rowCount: z.int(),
  mapping: ImportMapping,
  options: ImportOptions,
  preview: z.array(ImportPreviewRow),
  processedCount: z.int(),
  createdCount: z.int(),
  updatedCount: z.int(),
  skippedCount: z.int(),
  failedCount: z.int(),
  undoneCount: z.int(),
  keptCount: z.int(),
  createdByName: z.string().nullable(),
  createdAt: Instant,
  finishedAt: Instant.nullable(),
});
export type Import = z.infer<typeof Import>;

const isTable = (name: string) => /\.(csv|txt|tsv|xlsx)$/i.test(name);

export const ImportCreate = z.strictObject({
  id: z.uuid().optional(),
  subject: ImportSubject,
  fileName: line(200).refine(isTable, { error: 'import.type' }),
  sizeBytes: z.int().min(1, { error: 'import.empty' }).max(importBytesMax, { error: 'import.tooLarge' }),
});
export type ImportCreate = z.infer<typeof ImportCreate>;

export const ImportMap = z.strictObject({ mapping: ImportMapping, options: ImportOptions });
export type ImportMap = z.infer<typeof ImportMap>;

/** A row that was not taken, or could not be taken back. */
export const ImportRowError = z.strictObject({
  row: z.int(),
  errors: z.array(z.strictObject({ column: z.string().nullable(), header: z.string().nullable(), detail: z.string() })),
});
export type ImportRowError = z.infer<typeof ImportRowError>;

const import_ = { params: byId, response: Import, status: 200 } as const;

export const importRoutes = {
  list: route('GET /imports', { summary: 'Imports of the last ninety days, newest first', response: z.array(Import) }),
  get: route('GET /imports/{id}', { summary: 'One import', params: byId, response: Import }),
  create: route('POST /imports', {
    summary: 'Announce a table; the answer says where its bytes go',
    body: ImportCreate,
    response: z.strictObject({ fileId: z.uuid(), uploadUrl: z.string() }),
  }),
  read: route('POST /imports/{id}/read', { summary: 'The bytes have arrived: read the table', ...import_ }),
  map: route('POST /imports/{id}/map', {
    summary: 'Say what the columns mean; the rows are then checked',
    body: ImportMap,
    ...import_,
  }),
  start: route('POST /imports/{id}/start', {
    summary: 'Bring the rows in: all that are good, or none unless all are',
    body: z.strictObject({ wrongRows: z.enum(['leaveOut', 'refuse']) }),
    ...import_,
  }),
  undo: route('POST /imports/{id}/undo', {
    summary: 'Take back what an import brought and nobody has used since',
    ...import_,
  }),
  errors: route('GET /imports/{id}/errors', {
    summary: 'Rows that were not taken, or could not be taken back, by row and column',
    params: byId,
    query: z.strictObject({
      after: z
        .string()
        .regex(/^\d{1,6}$/)
        .optional(),
    }),
    response: z.array(ImportRowError),
  }),
  errorFile: route('GET /imports/{id}/error-file', {
    summary: 'The rows that were not taken as a file to mend, by a short-lived link',
    params: byId,
    answer: 'redirect',
  }),
  remove: route('DELETE /imports/{id}', { summary: 'Throw away an import that was never run', params: byId }),
};
