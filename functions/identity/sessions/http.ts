// Routes of leaving, and of the sessions one holds elsewhere.
import { accountRoutes } from '../../../shared/accounts.ts';
import { userRoutes } from '../../../shared/users.ts';
import { endpoint, reply } from '../../platform/http.ts';
import { noSessionCookie } from './cookie.ts';
import { endOtherSessions, endSession, listSessions, signOut } from './sessions.ts';

const own = { needs: 'account:own', idempotent: false } as const;

export const sessionEndpoints = [
  endpoint(userRoutes.signOut, { ...own, needs: 'account:keep' }, async (ctx) => {
    await signOut(ctx);
    return reply(undefined, { setCookies: [noSessionCookie] });
  }),
  endpoint(accountRoutes.sessions, { needs: 'account:own' }, (ctx) => listSessions(ctx)),
  endpoint(accountRoutes.endSession, { needs: 'account:own' }, (ctx, { params }) => endSession(ctx, params.id)),
  endpoint(accountRoutes.endOtherSessions, own, (ctx) => endOtherSessions(ctx)),
];
