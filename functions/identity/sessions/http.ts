// Route of leaving.
import { userRoutes } from '../../../shared/users.ts';
import { endpoint, reply } from '../../platform/http.ts';
import { noSessionCookie } from './cookie.ts';
import { signOut } from './sessions.ts';

export const sessionEndpoints = [
  endpoint(userRoutes.signOut, { needs: 'account:own', idempotent: false }, async (ctx) => {
    await signOut(ctx);
    return reply(undefined, { setCookies: [noSessionCookie] });
  }),
];
