// Routes of passkeys.
import { passkeyRoutes } from '../../../shared/passkeys.ts';
import { tokenHash } from '../../platform/cookies.ts';
import { endpoint, reply } from '../../platform/http.ts';
import { sessionCookie } from '../sessions/cookie.ts';
import {
  addPasskey,
  beginPasskey,
  beginPasskeySignIn,
  changePasskey,
  listPasskeys,
  removePasskey,
  signInByPasskey,
} from './passkeys.ts';

const dangerous = { needs: 'account:own', idempotent: false, needsRecentSignIn: true } as const;
const open = { needs: 'public', idempotent: false, from: 'app', rate: { points: 60, seconds: 60 } } as const;

export const passkeyEndpoints = [
  endpoint(passkeyRoutes.list, { needs: 'account:own' }, (ctx) => listPasskeys(ctx)),
  endpoint(passkeyRoutes.begin, dangerous, (ctx) => beginPasskey(ctx)),
  endpoint(passkeyRoutes.add, dangerous, (ctx, { body }) => addPasskey(ctx, body)),
  endpoint(passkeyRoutes.rename, { needs: 'account:own' }, (ctx, { params, body }) =>
    changePasskey(ctx, params.id, body.name),
  ),
  endpoint(passkeyRoutes.remove, dangerous, (ctx, { params }) => removePasskey(ctx, params.id)),
  endpoint(passkeyRoutes.beginSignIn, open, (ctx) => beginPasskeySignIn(ctx)),
  endpoint(passkeyRoutes.signIn, open, async (ctx, { body, request }) => {
    const { who, token } = await signInByPasskey(ctx, body.shown, tokenHash(request.cookies.staff));
    return reply(who, { setCookies: [sessionCookie(token)] });
  }),
];
