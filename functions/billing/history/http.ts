// HTTP face of history.
import { historyRoutes } from '../../../shared/history.ts';
import { endpoint } from '../../platform/http.ts';
import { openBalance, recordInvoice } from './history.ts';

export const historyEndpoints = [
  endpoint(historyRoutes.record, { needs: 'invoices:issue' }, (ctx, { params, ifMatch, body }) =>
    recordInvoice(ctx, params.id, ifMatch, body),
  ),
  endpoint(historyRoutes.open, { needs: 'payments:write' }, (ctx, { params, body }) =>
    openBalance(ctx, params.id, body),
  ),
];
