// Routes of the deletion of a business.
import { closingRoutes } from '../../../shared/closings.ts';
import { endpoint } from '../../platform/http.ts';
import { askForClosing, lookAtClosing, takeClosingBack } from './closings.ts';

const owning = { needs: 'tenant:own', needsRecentSignIn: true } as const;

export const closingEndpoints = [
  endpoint(closingRoutes.look, { needs: 'tenant:read' }, (ctx) => lookAtClosing(ctx)),
  endpoint(closingRoutes.ask, { ...owning, idempotent: false }, (ctx, { body }) => askForClosing(ctx, body)),
  endpoint(closingRoutes.takeBack, { needs: 'tenant:own' }, (ctx) => takeClosingBack(ctx)),
];
