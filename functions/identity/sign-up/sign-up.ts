// Asking for an account: checked, recorded as an attempt, answered the same whether or not the address is known.
import { newId } from '../../../shared/ids.ts';
import { ageMinimumYears } from '../../../shared/policies.ts';
import { isOldEnough, today } from '../../../shared/dates.ts';
import { Problem } from '../../../shared/problem.ts';
import type { SignUp } from '../../../shared/users.ts';
import type { Context } from '../../platform/context.ts';
import { flush } from '../../platform/flush.ts';
import { isCurrent } from '../consents/consents.ts';
import { noticeAsked } from '../notices/notices.ts';
import { refuseWeakPassword } from '../passwords/password-strength.ts';
import { hashPassword } from '../passwords/passwords.ts';
import { asPerson, storedEmail } from '../users/identity-scope.ts';
import { insertSignUp } from './store.ts';

/** Our law's day: somebody turns sixteen when the day begins in Türkiye, wherever the server stands. */
const gateZone = 'Europe/Istanbul';

function passAgeGate(ctx: Context, birthDate: string): void {
  if (isOldEnough(birthDate, today(gateZone, ctx.clock()), ageMinimumYears)) return;
  throw new Problem('notAllowed', 'signUp.tooYoung', { years: ageMinimumYears });
}

/**
 * Records an attempt and asks for its mail. The address is not even looked up here: the mail's job finds out whether it has an
 * account and writes accordingly, so neither answer nor time can tell.
 * @throws Problem notAllowed below the age of sixteen, before anything is stored; conflict when the policies shown were old; invalid
 *   for a weak password
 */
export async function signUp(ctx: Context, input: SignUp): Promise<void> {
  passAgeGate(ctx, input.birthDate);
  if (!isCurrent(input.acceptedTermsVersion, input.acceptedPrivacyVersion)) {
    throw new Problem('conflict', 'signUp.policiesChanged');
  }
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
