// What the person who is signed in agreed to: seen, given again, taken back.
import type { Consent, ConsentInput, OwnConsents } from '../../../shared/consents.ts';
import type { PolicyName, PublishedPolicies } from '../../../shared/policies.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Context } from '../../platform/context.ts';
import { flush } from '../../platform/flush.ts';
import { comingChanges, openConsents, publishedPolicies, shippedVersion } from '../policies/policies.ts';
import { asSelf } from '../users/identity-scope.ts';
import { insertOwnConsent, selectConsents } from './store.ts';

/** The last word about each policy counts, and only about the version that is in force. */
function shown(items: Consent[], published: PublishedPolicies, now: Date): OwnConsents {
  const agreed = (name: PolicyName) => {
    const last = items.find(({ purpose }) => purpose === name);
    return last?.isGiven ? last.version : null;
  };
  const coming = comingChanges(published.publications, now);
  return { items, ...openConsents(published, agreed), inForce: published.inForce, coming };
}

export async function listConsents(ctx: Context): Promise<OwnConsents> {
  const published = await publishedPolicies(ctx);
  const [items] = await flush(asSelf(ctx), [selectConsents()]);
  return shown(items, published, ctx.clock());
}

/**
 * Adds a fact, with the hash of the text in the language in which it was read.
 * @throws Problem `conflict` when another version is in force than the one that was shown
 */
export async function recordConsent(ctx: Context, { purpose, isGiven, version }: ConsentInput): Promise<OwnConsents> {
  const published = await publishedPolicies(ctx);
  const policy = shippedVersion(purpose, version);
  if (!policy || version !== published.inForce[purpose]) throw new Problem('conflict', 'signUp.policiesChanged');
  const { language, origin } = ctx;
  const fact = {
    purpose,
    version,
    isGiven,
    language,
    textHash: Buffer.from(policy.sha256[language], 'hex'),
    ip: origin.ip,
    userAgent: origin.userAgent,
  };
  const [, items] = await flush(asSelf(ctx), [insertOwnConsent(fact), selectConsents()]);
  return shown(items, published, ctx.clock());
}
