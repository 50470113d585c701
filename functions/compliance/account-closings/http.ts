// Routes of the deletion of one's own account.
import { accountClosingRoutes } from '../../../shared/account-closings.ts';
import { endpoint } from '../../platform/http.ts';
import { askForAccountClosing, lookAtAccountClosing, takeAccountClosingBack } from './account-closings.ts';

const asking = { needs: 'account:own', needsRecentSignIn: true, idempotent: false } as const;

export const accountClosingEndpoints = [
  endpoint(accountClosingRoutes.look, { needs: 'account:keep' }, (ctx) => lookAtAccountClosing(ctx)),
  endpoint(accountClosingRoutes.ask, asking, (ctx, { body }) => askForAccountClosing(ctx, body)),
  endpoint(accountClosingRoutes.takeBack, { needs: 'account:keep' }, (ctx) => takeAccountClosingBack(ctx)),
];
