// Taking a table along: what a list shows, as a file for a spreadsheet, made by a job and kept for a day.
import * as z from 'zod';
import { Instant, Language } from './fields.ts';
import { byId, route } from './route.ts';
import { exportSubjects } from './tables/index.ts';

export const exportRowsMax = 100_000;

export const ExportCreate = z.strictObject({
  id: z.uuid().optional(),
  subject: z.enum(exportSubjects),
  format: z.enum(['csv', 'xlsx']),
  /** Of a CSV: what a Turkish spreadsheet expects, or everybody else's. */
  delimiter: z.enum([';', ',']),
  language: Language,
  /** As the list is asked, by the names of its query. */
  filter: z.record(z.string().max(40), z.string().max(200)),
  /** Keys of columns in their order; none means all. */
  columns: z.array(z.string().max(60)).max(200),
});
export type ExportCreate = z.infer<typeof ExportCreate>;

export const Export = z.strictObject({
  id: z.uuid(),
  subject: z.enum(exportSubjects),
  format: z.enum(['csv', 'xlsx']),
  state: z.enum(['running', 'ready', 'failed']),
  rowCount: z.int(),
  sizeBytes: z.int().nullable(),
  createdAt: Instant,
});
export type Export = z.infer<typeof Export>;

export const exportRoutes = {
  create: route('POST /exports', { summary: 'Make a file of what a list shows', body: ExportCreate, response: Export }),
  get: route('GET /exports/{id}', { summary: 'How far a file is', params: byId, response: Export }),
  content: route('GET /exports/{id}/content', {
    summary: 'The file, by a short-lived link',
    params: byId,
    answer: 'redirect',
  }),
};
