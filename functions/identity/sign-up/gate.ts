// The one gate before any new account, whatever way somebody comes: old enough, and shown the policies that are in force.
import { isOldEnough, today } from '../../../shared/dates.ts';
import { ageMinimumYears } from '../../../shared/policies.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Context } from '../../platform/context.ts';
import { publishedPolicies } from '../policies/policies.ts';

/** Our law's day: somebody turns sixteen when the day begins in Türkiye, wherever the server stands. */
const gateZone = 'Europe/Istanbul';

export type Entrant = { birthDate: string; acceptedTermsVersion: string; acceptedPrivacyVersion: string };

/**
 * Lets through, before anything is stored, or refuses.
 * @throws Problem notAllowed below the age of sixteen; conflict when the policies shown were old
 */
export async function passGate(
  ctx: Context,
  { birthDate, acceptedTermsVersion, acceptedPrivacyVersion }: Entrant,
): Promise<void> {
  if (!isOldEnough(birthDate, today(gateZone, ctx.clock()), ageMinimumYears)) {
    throw new Problem('notAllowed', 'signUp.tooYoung', { years: ageMinimumYears });
  }
  const { inForce } = await publishedPolicies(ctx);
  if (acceptedTermsVersion !== inForce.terms || acceptedPrivacyVersion !== inForce.privacy) {
    throw new Problem('conflict', 'signUp.policiesChanged');
  }
}
