// HTTP face of series of numbers.
import { seriesRoutes } from '../../../shared/series.ts';
import { endpoint } from '../../platform/http.ts';
import { changeSeries, createSeries, deleteSeries, listSeries } from './series.ts';

const write = { needs: 'tenant:write' } as const;

export const seriesEndpoints = [
  endpoint(seriesRoutes.list, { needs: 'tenant:read' }, (ctx) => listSeries(ctx)),
  endpoint(seriesRoutes.create, write, (ctx, { body }) => createSeries(ctx, body)),
  endpoint(seriesRoutes.update, write, (ctx, { params, body }) => changeSeries(ctx, params.id, body)),
  endpoint(seriesRoutes.remove, write, (ctx, { params }) => deleteSeries(ctx, params.id)),
];
