// Routes of members, invitations and further businesses.
import { memberRoutes } from '../../../shared/members.ts';
import { Problem } from '../../../shared/problem.ts';
import { tokenHash } from '../../platform/cookies.ts';
import { endpoint, reply, type RequestFacts } from '../../platform/http.ts';
import { enterBusiness, foundBusiness } from '../businesses/businesses.ts';
import { acceptInvitation, lookAtInvitation } from '../invitations/answers.ts';
import { invite, resendInvitation, revokeInvitation } from '../invitations/invitations.ts';
import { noSessionCookie, sessionCookie } from '../sessions/cookie.ts';
import { changeRole, leaveBusiness, listMembers, removeMember } from './members.ts';

const write = { needs: 'members:write' } as const;
// Who may do what is not decided from a screen that was left open.
const deciding = { ...write, needsRecentSignIn: true, idempotent: false } as const;
const open = { needs: 'public', idempotent: false, from: 'app', rate: { points: 60, seconds: 3600 } } as const;
const own = { needs: 'account:own', idempotent: false } as const;

const held = (request: RequestFacts) => tokenHash(request.cookies.staff);

/** The token's hash; the platform has checked that there is one. */
function heldSession(request: RequestFacts): Uint8Array {
  const hash = held(request);
  if (!hash) throw new Problem('signedOut');
  return hash;
}

export const memberEndpoints = [
  endpoint(memberRoutes.list, { needs: 'members:read' }, (ctx) => listMembers(ctx)),
  endpoint(memberRoutes.update, deciding, (ctx, { params, body }) => changeRole(ctx, params.id, body.role)),
  endpoint(memberRoutes.remove, deciding, (ctx, { params }) => removeMember(ctx, params.id)),
  endpoint(memberRoutes.leave, own, async (ctx) => {
    await leaveBusiness(ctx);
    return reply(undefined, { setCookies: [noSessionCookie] });
  }),
  endpoint(memberRoutes.invite, write, (ctx, { body }) => invite(ctx, body)),
  endpoint(memberRoutes.resend, write, (ctx, { params }) => resendInvitation(ctx, params.id)),
  endpoint(memberRoutes.revoke, write, (ctx, { params }) => revokeInvitation(ctx, params.id)),
  endpoint(memberRoutes.look, open, (ctx, { body, request }) => lookAtInvitation(ctx, body.token, held(request))),
  endpoint(memberRoutes.accept, open, async (ctx, { body, request }) => {
    const { me, token } = await acceptInvitation(ctx, { ...body, sessionHash: held(request) });
    return reply(me, { setCookies: [sessionCookie(token)] });
  }),
  endpoint(memberRoutes.enter, own, async (ctx, { body, request }) => {
    const { me, token } = await enterBusiness(ctx, heldSession(request), body.tenantId);
    return reply(me, { setCookies: [sessionCookie(token)] });
  }),
  endpoint(memberRoutes.found, { ...own, rate: { points: 20, seconds: 3600 } }, async (ctx, { body, request }) => {
    const { me, token } = await foundBusiness(ctx, heldSession(request), body.name);
    return reply(me, { setCookies: [sessionCookie(token)] });
  }),
];
