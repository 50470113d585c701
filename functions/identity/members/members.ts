// Who belongs to a business and in which role. What concerns owners is decided by the database, whatever is asked here.
import type { Member, Invitation } from '../../../shared/members.ts';
import type { Role } from '../../../shared/permissions.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';
import type { Statement } from '../../platform/statement.ts';
import { selectInvitations } from '../invitations/invitations.ts';
import { deleteMember, deleteSelf, insertMember, selectMember, selectMembers, updateRole } from './store.ts';

nameConstraints({ 'a business has an owner': { key: 'member.lastOwner', kind: 'conflict' } });

/** Somebody becomes a member within another verb's transaction. */
export const memberJoins = (userId: string, role: Role): Statement<never> => insertMember(userId, role);

/** Steps that other features take inside their own transactions. */
export const memberStatements = { get: selectMember };

export async function listMembers(ctx: Context): Promise<{ members: Member[]; invitations: Invitation[] }> {
  const [members, invitations] = await flush(ctx, [selectMembers(), selectInvitations()]);
  return { members, invitations };
}

const subject = (id: string, detail: Record<string, unknown>) => ({ subjectKind: 'member', subjectId: id, detail });

/** @throws Problem notAllowed when owners are concerned and the caller is none, conflict `member.lastOwner` */
export async function changeRole(ctx: Context, userId: string, role: Role): Promise<Member> {
  return inTenant(ctx, async (tx) => {
    const [rows] = await tx.read([selectMember(userId)]);
    const member = one(rows);
    if (member.role === role) return member;
    const detail = { name: member.name, before: member.role, role };
    tx.write(updateRole(userId, role), audit(ctx, 'member.roleChanged', subject(userId, detail)));
    return { ...member, role };
  });
}

/** Their sessions in this business end with it; what they wrote stays. */
export async function removeMember(ctx: Context, userId: string): Promise<void> {
  await inTenant(ctx, async (tx) => {
    const [rows] = await tx.read([selectMember(userId)]);
    const { name, email, role } = one(rows);
    tx.write(deleteMember(userId), audit(ctx, 'member.removed', subject(userId, { name, email, role })));
  });
}

/** Leaves the business of the session, which ends. The last owner stays. */
export async function leaveBusiness(ctx: Context): Promise<void> {
  await flush(ctx, [audit(ctx, 'member.left'), deleteSelf()]);
}
