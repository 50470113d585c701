// HTTP face of mails: asking for one, trying again, and hearing what became of them.
import { bulkRoutes } from '../../../shared/bulk.ts';
import { deliveryRoutes } from '../../../shared/deliveries.ts';
import { invoiceRoutes } from '../../../shared/invoices.ts';
import { systemRoutes } from '../../../shared/system.ts';
import { endpoint } from '../../platform/http.ts';
import { retryDelivery, sendInvoice, sendInvoices } from './deliveries.ts';
import { hearMailEvents } from './events.ts';
import { listDeliveries, summarizeDeliveries } from './log.ts';

const send = { needs: 'invoices:send' } as const;

export const deliveryEndpoints = [
  endpoint(deliveryRoutes.list, { needs: 'mail:read' }, (ctx, { query }) => listDeliveries(ctx, query)),
  endpoint(deliveryRoutes.summary, { needs: 'mail:read' }, (ctx, { query }) => summarizeDeliveries(ctx, query)),
  endpoint(invoiceRoutes.send, send, (ctx, { params, body }) => sendInvoice(ctx, params.id, body)),
  endpoint(bulkRoutes.sendInvoices, send, (ctx, { body }) => sendInvoices(ctx, body.ids)),
  endpoint(deliveryRoutes.retry, send, (ctx, { params }) => retryDelivery(ctx, params.id)),
  endpoint(systemRoutes.sendgridEvents, { needs: 'public', from: 'vendor' }, (ctx, { raw, request }) =>
    hearMailEvents(ctx, request.headers, raw.bytes),
  ),
];
