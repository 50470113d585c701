// What a person agreed to at sign-up, recorded so that it can be proven years later.
import { createHash } from 'node:crypto';
import type { Language } from '../../../shared/fields.ts';
import { ageMinimumYears, policies } from '../../../shared/policies.ts';
import type { Statement } from '../../platform/statement.ts';
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

/** Whether somebody saw the policies that are in force, and not a page from last month. */
export function isCurrent(termsVersion: string, privacyVersion: string): boolean {
  return termsVersion === policies.terms.version && privacyVersion === policies.privacy.version;
}

/** Three rows: terms and privacy policy with the hash of the text in the language it was read in, and that the age gate was passed; of the date of birth nothing is kept. */
export function consentsRecorded(acceptance: Acceptance): Statement<never>[] {
  const { termsVersion, privacyVersion, ...circumstances } = acceptance;
  const { language } = acceptance;
  const accepted = [
    { purpose: 'terms', version: termsVersion, textHash: Buffer.from(policies.terms.sha256[language], 'hex') },
    { purpose: 'privacy', version: privacyVersion, textHash: Buffer.from(policies.privacy.sha256[language], 'hex') },
    { purpose: 'age', version: `${ageMinimumYears}+`, textHash: sha256(JSON.stringify({ ageMinimumYears })) },
  ] as const;
  return accepted.map((consent) => insertConsent({ ...circumstances, ...consent }));
}
