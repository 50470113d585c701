// HTTP face of merging clients.
import { clientMergeRoutes } from '../../../shared/client-merges.ts';
import { endpoint } from '../../platform/http.ts';
import { listMerges, mergeClients, undoMerge } from './client-merges.ts';

const write = { needs: 'clients:write' } as const;

export const clientMergeEndpoints = [
  endpoint(clientMergeRoutes.merge, write, (ctx, { params, body }) => mergeClients(ctx, params.id, body)),
  endpoint(clientMergeRoutes.list, { needs: 'clients:read' }, (ctx, { params }) => listMerges(ctx, params.id)),
  endpoint(clientMergeRoutes.undo, write, (ctx, { params }) => undoMerge(ctx, params.id)),
];
