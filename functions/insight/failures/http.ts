// HTTP face of what did not succeed.
import { failureRoutes } from '../../../shared/failures.ts';
import { endpoint } from '../../platform/http.ts';
import { listFailures, retryFailure } from './failures.ts';

export const failureEndpoints = [
  endpoint(failureRoutes.list, { needs: 'mail:read' }, listFailures),
  endpoint(failureRoutes.retry, { needs: 'mail:write' }, (ctx, { params }) => retryFailure(ctx, params.id)),
];
