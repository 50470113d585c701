// A forgotten password: the request tells nobody whether the address is known, and the new password ends every session.
import { Problem } from '../../../shared/problem.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant } from '../../platform/flush.ts';
import { alertAsked, noticeAsked } from '../notices/notices.ts';
import { refuseWeakPassword } from '../passwords/password-strength.ts';
import { hashPassword } from '../passwords/passwords.ts';
import { deleteEverySession } from '../sessions/sessions.ts';
import { deleteFailures, signInRecorded } from '../sign-in-log/sign-in-log.ts';
import { asPerson, hashToken, lockPerson, storedEmail } from '../users/identity-scope.ts';
import { deleteResetTokens, selectAbout, updatePassword } from '../users/users.ts';
import { useResetToken } from './store.ts';

/** Asks for the mail, whose job makes the new link and ends the older ones: who asks too often ends none. */
export async function forgotPassword(ctx: Context, address: string): Promise<void> {
  const email = storedEmail(address);
  await flush(asPerson(ctx, { email }), noticeAsked(ctx, 'passwordReset', ctx.language));
}

/**
 * Takes a new password for the token of a mail, signs the person out everywhere and writes to tell them.
 * @throws Problem notFound when the token is unknown, used or half an hour old; invalid for a weak password, and the token stays good
 */
export async function resetPassword(ctx: Context, input: { token: string; password: string }): Promise<void> {
  const token = hashToken(input.token);
  const bearer = asPerson(ctx, { token, purpose: 'reset' });
  const [[person]] = await flush(bearer, [selectAbout()]);
  if (!person) throw new Problem('notFound', 'auth.linkDead');
  await refuseWeakPassword(input.password, [person.email, person.name, ...person.tenantNames]);
  const passwordHash = await hashPassword(input.password);
  await inTenant(bearer, async (tx) => {
    const [, used] = await tx.read([lockPerson(), useResetToken(token)]);
    if (used.length === 0) throw new Problem('notFound', 'auth.linkDead');
    tx.write(
      updatePassword(passwordHash),
      deleteResetTokens(),
      deleteEverySession(),
      deleteFailures(),
      signInRecorded(ctx, 'passwordReset'),
      ...alertAsked(ctx, 'passwordChanged'),
    );
  });
}
