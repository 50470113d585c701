// Routes of signing up: asking for an account and confirming the address.
import { userRoutes } from '../../../shared/users.ts';
import { endpoint, reply } from '../../platform/http.ts';
import { sessionCookie } from '../sessions/cookie.ts';
import { signUp } from './sign-up.ts';
import { verify } from './verify.ts';

const open = { needs: 'public', idempotent: false, from: 'app' } as const;

export const signUpEndpoints = [
  endpoint(userRoutes.signUp, { ...open, rate: { points: 40, seconds: 3600 } }, (ctx, { body }) => signUp(ctx, body)),
  endpoint(userRoutes.verify, { ...open, rate: { points: 100, seconds: 3600 } }, async (ctx, { body }) => {
    const { me, token } = await verify(ctx, body.token);
    return reply(me, { setCookies: [sessionCookie(token)] });
  }),
];
