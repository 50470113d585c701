// HTTP face of what gave up, for the house's staff.
import { deadLetterRoutes } from '../../../shared/dead-letters.ts';
import { operatorEndpoint } from '../../platform/operators.ts';
import { discardDeadLetter, listDeadLetters, retryDeadLetter } from './dead-letters.ts';

export const deadLetterEndpoints = [
  operatorEndpoint(deadLetterRoutes.list, (ctx, { query }) => listDeadLetters(ctx, query)),
  operatorEndpoint(deadLetterRoutes.retry, (ctx, { params }) => retryDeadLetter(ctx, params.id)),
  operatorEndpoint(deadLetterRoutes.discard, (ctx, { params, body }) => discardDeadLetter(ctx, params.id, body.reason)),
];
