// How the facts about agreements and readings are told, and all of them as one history.
import type { Consent, OwnConsents } from '@crmfex/shared/consents.ts';
import { policyKinds } from '@crmfex/shared/policies.ts';
import { m } from '#lib/paraglide/messages.js';

export const consentTitles: Record<Consent['purpose'], () => string> = {
  terms: m.rights_consent_terms,
  privacy: m.rights_consent_privacy,
  age: m.rights_consent_age,
};

export const consentWays: Record<Consent['method'], () => string> = {
  signUp: m.rights_consent_sign_up,
  invitation: m.rights_consent_invitation,
  account: m.rights_consent_account,
};

/** What was done: agreed or taken back, and of what informs, read. */
export function consentActs({ purpose, isGiven }: Pick<Consent, 'purpose' | 'isGiven'>): string {
  if (!isGiven) return m.rights_consent_was_withdrawn();
  if (purpose === 'age') return m.rights_consent_was_confirmed();
  return policyKinds[purpose] === 'information' ? m.rights_consent_was_read() : m.rights_consent_was_given();
}

export type ConsentFact = { key: string; title: string; version: string; act: string; at: string; way: string };

/** Everything on record, newest first. */
export function factsOf({ items, readings }: OwnConsents): ConsentFact[] {
  const agreed = items.map((item) => ({
    key: item.id,
    title: consentTitles[item.purpose](),
    version: item.version,
    act: consentActs(item),
    at: item.at,
    way: consentWays[item.method](),
  }));
  const read = readings.map(({ policy, version, readAt }) => ({
    key: `${policy} ${version}`,
    title: consentTitles[policy](),
    version,
    act: m.rights_consent_was_read(),
    at: readAt,
    way: m.rights_consent_notice(),
  }));
  return [...agreed, ...read].sort((one, other) => other.at.localeCompare(one.at));
}
