// Routes of restricting members.
import { memberRoutes } from '../../../shared/members.ts';
import { endpoint } from '../../platform/http.ts';
import { liftMember, listMemberRestrictions, restrictMember } from './member-restrictions.ts';

const write = { needs: 'members:write' } as const;
// Who is shut out is not decided from a screen that was left open.
const deciding = { ...write, needsRecentSignIn: true, idempotent: false } as const;

export const memberRestrictionEndpoints = [
  endpoint(memberRoutes.restrictions, write, (ctx, { params }) => listMemberRestrictions(ctx, params.id)),
  endpoint(memberRoutes.restrict, deciding, (ctx, { params, body }) => restrictMember(ctx, params.id, body.reason)),
  endpoint(memberRoutes.unrestrict, deciding, (ctx, { params }) => liftMember(ctx, params.id)),
];
