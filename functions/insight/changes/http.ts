// Routes of changes.
import { changeRoutes } from '../../../shared/changes.ts';
import { endpoint } from '../../platform/http.ts';
import { listChanges } from './changes.ts';

export const changeEndpoints = [
  endpoint(changeRoutes.since, { needs: 'tenant:read' }, (ctx, { query }) => listChanges(ctx, query.since)),
];
