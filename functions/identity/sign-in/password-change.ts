// A new password by somebody who is signed in and knows the present one: every other session ends.
import { Problem } from '../../../shared/problem.ts';
import type { Context } from '../../platform/context.ts';
import { newToken } from '../../platform/cookies.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import { alertAsked } from '../notices/notices.ts';
import { refuseWeakPassword } from '../passwords/password-strength.ts';
import { hashPassword } from '../passwords/passwords.ts';
import { deleteOtherSessions, renewSession } from '../sessions/sessions.ts';
import { deleteFailures, signInRecorded } from '../sign-in-log/sign-in-log.ts';
import { asSelf } from '../users/identity-scope.ts';
import { deleteResetTokens, holdPassword, selectAbout, updatePassword } from '../users/users.ts';
import { checkOwnPassword } from './proof.ts';

/**
 * Changes the own password, ends every other session and every link for a new password, and writes to tell the person.
 * @returns the session's new token
 * @throws Problem invalid for a wrong present password or a weak new one, tooMany, changed when somebody was faster
 */
export async function changePassword(
  ctx: Context,
  input: { currentPassword: string; password: string },
): Promise<string> {
  const self = asSelf(ctx);
  const [people] = await flush(self, [selectAbout()]);
  const person = one(people);
  await refuseWeakPassword(input.password, [person.email, person.name, ...person.tenantNames]);
  const passwordChangedAt = await checkOwnPassword(ctx, input.currentPassword, '#/currentPassword');
  const passwordHash = await hashPassword(input.password);
  const { token, hash } = newToken();
  await inTenant(self, async (tx) => {
    const [held, renewed] = await tx.read([holdPassword(passwordChangedAt), renewSession(hash, 1)]);
    if (held.length === 0 || renewed.length === 0) throw new Problem('changed');
    tx.write(
      updatePassword(passwordHash),
      deleteResetTokens(),
      deleteOtherSessions(),
      deleteFailures(),
      signInRecorded(ctx, 'passwordChanged'),
      ...alertAsked(ctx, 'passwordChanged'),
    );
  });
  return token;
}
