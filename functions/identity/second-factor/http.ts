// Routes of the own second factor.
import { accountRoutes } from '../../../shared/accounts.ts';
import { endpoint, reply } from '../../platform/http.ts';
import { sessionCookie } from '../sessions/cookie.ts';
import {
  beginSecondFactor,
  confirmSecondFactor,
  getSecurity,
  removeSecondFactor,
  renewRecoveryCodes,
} from './second-factor.ts';

const dangerous = { needs: 'account:own', idempotent: false, needsRecentSignIn: true } as const;

export const secondFactorEndpoints = [
  endpoint(accountRoutes.security, { needs: 'account:own' }, (ctx) => getSecurity(ctx)),
  endpoint(accountRoutes.beginSecondFactor, dangerous, (ctx) => beginSecondFactor(ctx)),
  endpoint(accountRoutes.confirmSecondFactor, dangerous, async (ctx, { body }) => {
    const { shown, token } = await confirmSecondFactor(ctx, body.code);
    return reply(shown, { setCookies: [sessionCookie(token)] });
  }),
  endpoint(accountRoutes.removeSecondFactor, dangerous, async (ctx) =>
    reply(undefined, { setCookies: [sessionCookie(await removeSecondFactor(ctx))] }),
  ),
  endpoint(accountRoutes.renewRecoveryCodes, dangerous, (ctx) => renewRecoveryCodes(ctx)),
];
