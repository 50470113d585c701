// HTTP face of saved views.
import { viewRoutes } from '../../../shared/views.ts';
import { endpoint } from '../../platform/http.ts';
import { changeView, createView, deleteView, listViews } from './views.ts';

const own = { needs: 'account:own' } as const;

export const viewEndpoints = [
  endpoint(viewRoutes.list, own, (ctx, { query }) => listViews(ctx, query.list)),
  endpoint(viewRoutes.create, own, (ctx, { body }) => createView(ctx, body)),
  endpoint(viewRoutes.update, own, (ctx, { params, body }) => changeView(ctx, params.id, body)),
  endpoint(viewRoutes.remove, own, (ctx, { params }) => deleteView(ctx, params.id)),
];
