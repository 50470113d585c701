// HTTP face of saved views.
import { viewRoutes } from '../../../shared/views.ts';
import { endpoint } from '../../platform/http.ts';
import { changeView, createView, deleteView, listViews } from './views.ts';

// What every role may; the own account alone, which is all that a restricted member has, is not enough.
const own = { needs: 'tenant:read' } as const;

export const viewEndpoints = [
  endpoint(viewRoutes.list, own, (ctx, { query }) => listViews(ctx, query.list)),
  endpoint(viewRoutes.create, own, (ctx, { body }) => createView(ctx, body)),
  endpoint(viewRoutes.update, own, (ctx, { params, body }) => changeView(ctx, params.id, body)),
  endpoint(viewRoutes.remove, own, (ctx, { params }) => deleteView(ctx, params.id)),
];
