// Routes of coming in: with a password, or with a mail when it is forgotten; and of showing again who one is.
import { accountRoutes } from '../../../shared/accounts.ts';
import { userRoutes } from '../../../shared/users.ts';
import { tokenHash } from '../../platform/cookies.ts';
import { endpoint, reply } from '../../platform/http.ts';
import { noStepCookie, sessionCookie, stepCookie } from '../sessions/cookie.ts';
import { changePassword } from './password-change.ts';
import { forgotPassword, resetPassword } from './password-reset.ts';
import { stepUp } from './proof.ts';
import { finishSignIn } from './second-step.ts';
import { signIn } from './sign-in.ts';

const open = { needs: 'public', idempotent: false, from: 'app' } as const;
const own = { needs: 'account:own', idempotent: false } as const;
// Whoever is leaving shows who they are to take their data along.
const kept = { needs: 'account:keep', idempotent: false } as const;

export const signInEndpoints = [
  endpoint(userRoutes.signIn, { ...open, rate: { points: 60, seconds: 60 } }, async (ctx, { body, request }) => {
    const begun = await signIn(ctx, body, tokenHash(request.cookies.staff));
    if ('waiting' in begun) return reply({ awaits: 'code' }, { setCookies: [stepCookie(begun.waiting)] });
    return reply(begun.who, { setCookies: [sessionCookie(begun.token)] });
  }),
  endpoint(
    accountRoutes.finishSignIn,
    { ...open, rate: { points: 60, seconds: 60 } },
    async (ctx, { body, request }) => {
      const { step, staff } = request.cookies;
      const { who, token } = await finishSignIn(ctx, body.code, tokenHash(step), tokenHash(staff));
      return reply(who, { setCookies: [sessionCookie(token), noStepCookie] });
    },
  ),
  endpoint(userRoutes.forgotPassword, { ...open, rate: { points: 40, seconds: 3600 } }, (ctx, { body }) =>
    forgotPassword(ctx, body.email),
  ),
  endpoint(userRoutes.resetPassword, { ...open, rate: { points: 100, seconds: 3600 } }, (ctx, { body }) =>
    resetPassword(ctx, body),
  ),
  endpoint(accountRoutes.changePassword, own, async (ctx, { body }) =>
    reply(undefined, { setCookies: [sessionCookie(await changePassword(ctx, body))] }),
  ),
  endpoint(accountRoutes.stepUp, kept, async (ctx, { body }) =>
    reply(undefined, { setCookies: [sessionCookie(await stepUp(ctx, body))] }),
  ),
];
