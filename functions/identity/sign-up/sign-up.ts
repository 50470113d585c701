// Asking for an account: checked, recorded as an attempt, answered the same whether or not the address is known.
import { newId } from '../../../shared/ids.ts';
import type { SignUp } from '../../../shared/users.ts';
import type { Context } from '../../platform/context.ts';
import { flush } from '../../platform/flush.ts';
import { noticeAsked } from '../notices/notices.ts';
import { refuseWeakPassword } from '../passwords/password-strength.ts';
import { hashPassword } from '../passwords/passwords.ts';
import { asPerson, storedEmail } from '../users/identity-scope.ts';
import { passGate } from './gate.ts';
import { insertSignUp } from './store.ts';

/**
 * Records an attempt and asks for its mail. The address is not even looked up here: the mail's job finds out whether it has an
 * account and writes accordingly, so neither answer nor time can tell.
 * @throws Problem notAllowed below the age of sixteen, before anything is stored; conflict when the policies shown were old; invalid
 *   for a weak password
 */
export async function signUp(ctx: Context, input: SignUp): Promise<void> {
  await passGate(ctx, input);
  await refuseWeakPassword(input.password, [input.email, input.name, input.tenantName]);
  const email = storedEmail(input.email);
  const attempt = {
    id: newId(),
    email,
    name: input.name,
    language: input.language,
    tenantName: input.tenantName,
    passwordHash: await hashPassword(input.password),
    termsVersion: input.acceptedTermsVersion,
    privacyVersion: input.acceptedPrivacyVersion,
    userId: newId(),
    tenantId: newId(),
  };
  await flush(asPerson(ctx, { email }), [
    insertSignUp(attempt, ctx.origin),
    ...noticeAsked(ctx, 'signUp', input.language, attempt.id),
  ]);
}
