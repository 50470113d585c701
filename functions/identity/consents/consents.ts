// What a person agreed to at sign-up, recorded so that it can be proven years later.
import { createHash } from 'node:crypto';
import type { Language } from '../../../shared/fields.ts';
import { ageMinimumYears, policies, type PolicyName } from '../../../shared/policies.ts';
import type { Statement } from '../../platform/statement.ts';
import { shippedVersion } from '../policies/policies.ts';
import { insertConsent } from './store.ts';

/** The circumstances of an acceptance: when, in which language, and from where. */
export type Acceptance = {
  userId: string;
  termsVersion: string;
  privacyVersion: string;
  language: Language;
  /** The way in. */
  method: 'signUp' | 'invitation';
  at: string;
  ip: string | null;
  userAgent: string | null;
};

const sha256 = (text: string) => createHash('sha256').update(text).digest();

/** The hash of the text that was shown: of its version, which may no longer be the one in force when a mail is answered late. */
function hashOf(name: PolicyName, version: string, language: Language): Buffer {
  const shown = shippedVersion(name, version) ?? policies[name];
  return Buffer.from(shown.sha256[language], 'hex');
}

/** Three rows: terms and privacy policy with the hash of the text in the language it was read in, and that the age gate was passed; of the date of birth nothing is kept. */
export function consentsRecorded(acceptance: Acceptance): Statement<never>[] {
  const { termsVersion, privacyVersion, ...circumstances } = acceptance;
  const { language } = acceptance;
  const accepted = [
    { purpose: 'terms', version: termsVersion, textHash: hashOf('terms', termsVersion, language) },
    { purpose: 'privacy', version: privacyVersion, textHash: hashOf('privacy', privacyVersion, language) },
    { purpose: 'age', version: `${ageMinimumYears}+`, textHash: sha256(JSON.stringify({ ageMinimumYears })) },
  ] as const;
  return accepted.map((consent) => insertConsent({ ...circumstances, ...consent }));
}
