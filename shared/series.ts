// Series of numbers: the letters before the year, one usual series for each kind of document and further ones by choice.
import * as z from 'zod';
import { Instant, line } from './fields.ts';
import { byId, route } from './route.ts';
import { Series } from './tenants.ts';

export const SeriesCreate = z.strictObject({
  id: z.uuid().optional(),
  code: Series,
  kind: z.enum(['sale', 'return']),
  name: line(60).nullish(),
});
export type SeriesCreate = z.infer<typeof SeriesCreate>;

export const SeriesPatch = z.strictObject({
  name: line(60).nullable().optional(),
  /** Retired it numbers nothing more, and can be taken up again. */
  isRetired: z.boolean().optional(),
});
export type SeriesPatch = z.infer<typeof SeriesPatch>;

export const NumberSeries = z.strictObject({
  id: z.uuid(),
  code: Series,
  kind: z.enum(['sale', 'return']),
  name: z.string().nullable(),
  /** What a document is numbered by when nobody chooses. */
  isUsual: z.boolean(),
  isRetired: z.boolean(),
  /** A number or a draft names it: it can be retired and not deleted. */
  isUsed: z.boolean(),
  /** The number that the next document would get today. */
  next: z.string(),
  createdAt: Instant,
});
export type NumberSeries = z.infer<typeof NumberSeries>;

export const seriesRoutes = {
  list: route('GET /series', {
    summary: 'Series of numbers with the number that comes next in each: the usual ones first, retired ones last',
    response: z.array(NumberSeries),
  }),
  create: route('POST /series', { summary: 'Add a series', body: SeriesCreate, response: NumberSeries }),
  update: route('PATCH /series/{id}', {
    summary: 'Name a series, retire it or take it up again',
    params: byId,
    body: SeriesPatch,
    response: NumberSeries,
  }),
  remove: route('DELETE /series/{id}', { summary: 'Delete a series that has numbered nothing', params: byId }),
};
