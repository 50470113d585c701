// Confirming an address: the attempt becomes a person, their business and the session they go on with.
import { Problem } from '../../../shared/problem.ts';
import type { Me } from '../../../shared/users.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { newToken } from '../../platform/cookies.ts';
import { inTenant } from '../../platform/flush.ts';
import { consentsRecorded } from '../consents/consents.ts';
import { memberJoins } from '../members/members.ts';
import { deleteEverySession, insertSession } from '../sessions/sessions.ts';
import { signInRecorded } from '../sign-in-log/sign-in-log.ts';
import { tenantFounded } from '../tenants/founding.ts';
import { asPerson, hashToken, lockPerson } from '../users/identity-scope.ts';
import { insertUser, meOf, selectMe } from '../users/users.ts';
import { deleteAttempts, selectByToken } from './store.ts';

/**
 * Makes the account that a mail's token stands for. Other attempts with the same address end with it.
 * @returns who is signed in now and the token for their cookie
 * @throws Problem notFound when the token is unknown, used or older than a day
 */
export async function verify(ctx: Context, mailToken: string): Promise<{ me: Me; token: string }> {
  const hash = hashToken(mailToken);
  const session = newToken();
  return inTenant(asPerson(ctx, { token: hash, purpose: 'verify' }), async (tx) => {
    const [, attempts] = await tx.read([lockPerson(), selectByToken(hash)]);
    const [attempt] = attempts;
    if (!attempt) throw new Problem('notFound', 'auth.linkDead');
    const { userId, tenantId, createdAt: at } = attempt;
    tx.write(
      insertUser({ ...attempt, id: userId }),
      tenantFounded({ id: tenantId, name: attempt.tenantName, language: attempt.language, country: attempt.country }),
      memberJoins(userId, 'owner'),
      ...consentsRecorded({ ...attempt, method: 'signUp', at }),
      deleteEverySession(),
      insertSession(session.hash, ctx.origin),
      signInRecorded(ctx, 'verified'),
      audit(ctx, 'tenant.founded', { subjectKind: 'tenant', subjectId: tenantId }),
      deleteAttempts(),
    );
    const [rows] = await tx.commit([selectMe()]);
    const [row] = rows;
    if (!row) throw new Error('The account that was just made cannot be read.');
    return { me: meOf(row), token: session.token };
  });
}
