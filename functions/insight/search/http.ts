// HTTP face of search.
import { searchRoutes } from '../../../shared/search.ts';
import { endpoint } from '../../platform/http.ts';
import { search } from './search.ts';

export const searchEndpoints = [
  endpoint(searchRoutes.find, { needs: 'tenant:read' }, (ctx, { query }) => search(ctx, query.q)),
];
