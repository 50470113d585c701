// HTTP face of return invoices.
import { returnRoutes } from '../../../shared/returns.ts';
import { endpoint } from '../../platform/http.ts';
import { createReturn, getReturns } from './returns.ts';

export const returnEndpoints = [
  endpoint(returnRoutes.get, { needs: 'invoices:read' }, (ctx, { params }) => getReturns(ctx, params.id)),
  endpoint(returnRoutes.create, { needs: 'invoices:issue' }, (ctx, { params, body }) =>
    createReturn(ctx, params.id, body),
  ),
];
