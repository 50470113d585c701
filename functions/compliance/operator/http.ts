// HTTP face for the house's own staff.
import { operatorRoutes } from '../../../shared/operator.ts';
import { operatorEndpoint } from '../../platform/operators.ts';
import { listCalls, showSelf } from './calls.ts';

export const operatorEndpoints = [
  operatorEndpoint(operatorRoutes.self, showSelf),
  operatorEndpoint(operatorRoutes.calls, (ctx, { query }) => listCalls(ctx, query)),
];
