// HTTP face of the warning about clients that look the same.
import { similarClientRoutes } from '../../../shared/similar-clients.ts';
import { endpoint } from '../../platform/http.ts';
import { findSimilarClients } from './similar-clients.ts';

export const similarClientEndpoints = [
  endpoint(similarClientRoutes.find, { needs: 'clients:write' }, (ctx, { query }) => findSimilarClients(ctx, query)),
];
