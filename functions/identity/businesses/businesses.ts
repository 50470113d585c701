// One person in several businesses: going from one to another, and founding a further one.
import { newId } from '../../../shared/ids.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Me } from '../../../shared/users.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { newToken } from '../../platform/cookies.ts';
import { entering, flush, inTenant, one } from '../../platform/flush.ts';
import { command } from '../../platform/statement.ts';
import { memberJoins } from '../members/members.ts';
import { tenantFounded } from '../tenants/founding.ts';
import { getMe } from '../users/users.ts';
import { moveSession, selectScope } from './store.ts';

/**
 * Moves the session to another business of the same person; its token is new, so that a page of the old business cannot go on by mistake.
 * @returns who they are there, and the token for their cookie
 * @throws Problem signedOut when the session is dead, notFound when the business is not theirs
 */
export async function enterBusiness(
  ctx: Context,
  sessionHash: Uint8Array,
  tenantId: string,
): Promise<{ me: Me; token: string }> {
  const session = newToken();
  const outside = { ...ctx, caller: entering('identity', command('select 1')) };
  const [moved] = await flush(outside, [moveSession({ from: sessionHash, tenantId, to: session.hash })]);
  if (!one(moved).isMoved) throw new Problem('notFound');
  const caller = { kind: 'staff' as const, tokenHash: session.hash, need: 'account:own' as const };
  return { me: await getMe({ ...ctx, caller }), token: session.token };
}

/** Founds a further business, with the person as its owner, and goes there. */
export async function foundBusiness(
  ctx: Context,
  sessionHash: Uint8Array,
  name: string,
): Promise<{ me: Me; token: string }> {
  const tenantId = newId();
  const enter = command('select gate.enter_founding($1, $2)', [sessionHash, tenantId]);
  await inTenant({ ...ctx, caller: entering('identity', enter) }, async (tx) => {
    const [[scope]] = await tx.read([selectScope()]);
    if (!scope) throw new Problem('signedOut');
    const { userId, language } = scope;
    tx.write(
      tenantFounded({ id: tenantId, name, language, country: ctx.origin.country }),
      memberJoins(userId, 'owner'),
      audit(ctx, 'tenant.founded', { subjectKind: 'tenant', subjectId: tenantId }),
    );
  });
  return enterBusiness(ctx, sessionHash, tenantId);
}
