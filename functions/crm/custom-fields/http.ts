// HTTP face of a business's own fields.
import { customFieldRoutes } from '../../../shared/custom-fields.ts';
import { endpoint } from '../../platform/http.ts';
import {
  archiveCustomField,
  createCustomField,
  deleteCustomField,
  listCustomFields,
  orderCustomFields,
  restoreCustomField,
  updateCustomField,
} from './custom-fields.ts';

const read = { needs: 'clients:read' } as const;
const write = { needs: 'tenant:write' } as const;

export const customFieldEndpoints = [
  endpoint(customFieldRoutes.list, read, (ctx, { query }) => listCustomFields(ctx, query.subject)),
  endpoint(customFieldRoutes.create, write, (ctx, { body }) => createCustomField(ctx, body)),
  endpoint(customFieldRoutes.update, write, (ctx, { params, ifMatch, body }) =>
    updateCustomField(ctx, params.id, ifMatch, body),
  ),
  endpoint(customFieldRoutes.order, write, (ctx, { body }) => orderCustomFields(ctx, body.subject, body.ids)),
  endpoint(customFieldRoutes.archive, write, (ctx, { params }) => archiveCustomField(ctx, params.id)),
  endpoint(customFieldRoutes.restore, write, (ctx, { params }) => restoreCustomField(ctx, params.id)),
  endpoint(customFieldRoutes.remove, write, (ctx, { params }) => deleteCustomField(ctx, params.id)),
];
