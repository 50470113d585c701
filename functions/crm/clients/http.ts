// HTTP face of clients.
import { bulkRoutes } from '../../../shared/bulk.ts';
import { clientRoutes } from '../../../shared/clients.ts';
import { endpoint } from '../../platform/http.ts';
import {
  archiveClient,
  archiveClients,
  createClient,
  deleteClient,
  getClient,
  listClients,
  restoreClient,
  restoreClients,
  summarizeClients,
  updateClient,
} from './clients.ts';

const read = { needs: 'clients:read' } as const;
const write = { needs: 'clients:write' } as const;

export const clientEndpoints = [
  endpoint(clientRoutes.list, read, (ctx, { query }) => listClients(ctx, query)),
  endpoint(clientRoutes.summary, read, (ctx, { query }) => summarizeClients(ctx, query)),
  endpoint(clientRoutes.get, read, (ctx, { params }) => getClient(ctx, params.id)),
  endpoint(clientRoutes.create, write, (ctx, { body }) => createClient(ctx, body)),
  endpoint(clientRoutes.update, write, (ctx, { params, ifMatch, body }) => updateClient(ctx, params.id, ifMatch, body)),
  endpoint(clientRoutes.archive, write, (ctx, { params }) => archiveClient(ctx, params.id)),
  endpoint(clientRoutes.restore, write, (ctx, { params }) => restoreClient(ctx, params.id)),
  endpoint(bulkRoutes.archiveClients, write, (ctx, { body }) => archiveClients(ctx, body.ids)),
  endpoint(bulkRoutes.restoreClients, write, (ctx, { body }) => restoreClients(ctx, body.ids)),
  endpoint(clientRoutes.remove, write, (ctx, { params }) => deleteClient(ctx, params.id)),
];
