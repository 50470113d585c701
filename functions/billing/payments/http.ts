// HTTP face of payments.
import { paymentRoutes } from '../../../shared/payments.ts';
import { endpoint } from '../../platform/http.ts';
import {
  allocatePayment,
  createPayment,
  getPayment,
  getSettlements,
  listPayments,
  summarizePayments,
  takeBack,
  voidPayment,
} from './payments.ts';
import { writeOff } from './write-off.ts';

const read = { needs: 'payments:read' } as const;
const write = { needs: 'payments:write' } as const;

export const paymentEndpoints = [
  endpoint(paymentRoutes.list, read, (ctx, { query }) => listPayments(ctx, query)),
  endpoint(paymentRoutes.summary, read, (ctx, { query }) => summarizePayments(ctx, query)),
  endpoint(paymentRoutes.get, read, (ctx, { params }) => getPayment(ctx, params.id)),
  endpoint(paymentRoutes.create, write, (ctx, { body }) => createPayment(ctx, body)),
  endpoint(paymentRoutes.allocate, write, (ctx, { params, body }) => allocatePayment(ctx, params.id, body)),
  endpoint(paymentRoutes.takeBack, write, (ctx, { params }) => takeBack(ctx, params.id, params.allocationId)),
  endpoint(paymentRoutes.void, write, (ctx, { params, body }) => voidPayment(ctx, params.id, body.reason)),
  endpoint(paymentRoutes.ofInvoice, read, (ctx, { params }) => getSettlements(ctx, params.id)),
  endpoint(paymentRoutes.writeOff, write, (ctx, { params, body }) => writeOff(ctx, params.id, body)),
];
