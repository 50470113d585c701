// Restricting members (GDPR art. 18, KVKK art. 11): their data stay, and they are out of this business until it is lifted. The gate keeps them out.
import { newId } from '../../../shared/ids.ts';
import type { Member, MemberRestriction } from '../../../shared/members.ts';
import { Problem } from '../../../shared/problem.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';
import { memberStatements } from '../members/members.ts';
import { insertMemberRestriction, liftMemberRestriction, selectMemberRestrictions } from './store.ts';

nameConstraints({
  'a member is restricted once at a time': { key: 'member.isRestricted', kind: 'conflict' },
  'nobody restricts themselves': { key: 'member.restrictsSelf', kind: 'conflict' },
  'nobody lifts their own restriction': { key: 'member.restrictsSelf', kind: 'conflict' },
  'an owner who can act stays': { key: 'member.lastFreeOwner', kind: 'conflict' },
  'a restriction of a member has a reason': { key: 'rights.reason', kind: 'invalid', pointer: '#/reason' },
  'only a member is restricted': { key: 'notFound', kind: 'notFound' },
});

const subject = (id: string, detail: Record<string, unknown>) => ({ subjectKind: 'member', subjectId: id, detail });

/** Newest first, also those that are over. @throws Problem `notFound` for whoever is no member */
export async function listMemberRestrictions(ctx: Context, userId: string): Promise<{ items: MemberRestriction[] }> {
  const [members, items] = await flush(ctx, [memberStatements.get(userId), selectMemberRestrictions(userId)]);
  one(members);
  return { items };
}

/**
 * From here on the gate refuses the member everything of this business; the database says who may be restricted, and by whom.
 * @throws Problem `notFound`; `conflict` for oneself, for the last owner who is free, and when a restriction is in force already;
 *   `notAllowed` when an owner is concerned and the caller is none
 */
export async function restrictMember(ctx: Context, userId: string, reason: string): Promise<Member> {
  return inTenant(ctx, async (tx) => {
    const [rows] = await tx.read([memberStatements.get(userId)]);
    const { name } = one(rows);
    tx.write(
      insertMemberRestriction({ id: newId(), userId, reason, at: ctx.clock() }),
      audit(ctx, 'member.restricted', subject(userId, { name, reason })),
    );
    const [after] = await tx.commit([memberStatements.get(userId)]);
    return one(after);
  });
}

/** @throws Problem `notFound`; `conflict` when none is in force; `notAllowed` when an owner is concerned and the caller is none */
export async function liftMember(ctx: Context, userId: string): Promise<Member> {
  return inTenant(ctx, async (tx) => {
    const [rows, lifted] = await tx.read([memberStatements.get(userId), liftMemberRestriction(userId, ctx.clock())]);
    const { name } = one(rows);
    if (lifted.length === 0) throw new Problem('conflict', 'member.notRestricted');
    tx.write(audit(ctx, 'member.unrestricted', subject(userId, { name })));
    const [after] = await tx.commit([memberStatements.get(userId)]);
    return one(after);
  });
}
