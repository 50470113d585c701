// What the person who is signed in agreed to: seen, given again, taken back.
import type { Consent, ConsentInput, OwnConsents, PolicyReading, ReadingInput } from '../../../shared/consents.ts';
import { policyKinds, type PolicyName, type PublishedPolicies } from '../../../shared/policies.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Context } from '../../platform/context.ts';
import { flush } from '../../platform/flush.ts';
import { newsFor, openConsents, publishedPolicies, shippedVersion } from '../policies/policies.ts';
import { asSelf } from '../users/identity-scope.ts';
import { insertOwnConsent, insertReading, selectConsents, selectReadings } from './store.ts';

/** The last word about each policy counts, and only about the version that is in force. */
function shown(items: Consent[], readings: PolicyReading[], published: PublishedPolicies, now: Date): OwnConsents {
  const agreed = (name: PolicyName) => {
    const last = items.find(({ purpose }) => purpose === name);
    return last?.isGiven ? last.version : null;
  };
  const known = (name: PolicyName) => items.find(({ purpose }) => purpose === name)?.version ?? null;
  const news = newsFor(published, known, now).filter(
    (one) => !readings.some(({ policy, version }) => policy === one.policy && version === one.version),
  );
  return { items, readings, ...openConsents(published, agreed), inForce: published.inForce, news };
}

export async function listConsents(ctx: Context): Promise<OwnConsents> {
  const published = await publishedPolicies(ctx);
  const [items, readings] = await flush(asSelf(ctx), [selectConsents(), selectReadings()]);
  return shown(items, readings, published, ctx.clock());
}

/**
 * Notes that the person has seen a change; said twice it changes nothing.
 * @throws Problem `notFound` when no such version was published
 */
export async function readPolicy(ctx: Context, { policy, version }: ReadingInput): Promise<OwnConsents> {
  const published = await publishedPolicies(ctx);
  const isKnown = published.publications.some((one) => one.policy === policy && one.version === version);
  if (!isKnown) throw new Problem('notFound');
  const reading = { policy, version, language: ctx.language, readAt: ctx.clock().toISOString() };
  const [, items, readings] = await flush(asSelf(ctx), [insertReading(reading), selectConsents(), selectReadings()]);
  return shown(items, readings, published, ctx.clock());
}

/**
 * Adds a fact, with the hash of the text in the language in which it was read.
 * @throws Problem `conflict` when another version is in force than the one that was shown, `unprocessable` when there is nothing
 * to take back
 */
export async function recordConsent(ctx: Context, { purpose, isGiven, version }: ConsentInput): Promise<OwnConsents> {
  if (!isGiven && policyKinds[purpose] === 'information') throw new Problem('unprocessable', 'policies.notAnAgreement');
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
  const [, items, readings] = await flush(asSelf(ctx), [insertOwnConsent(fact), selectConsents(), selectReadings()]);
  return shown(items, readings, published, ctx.clock());
}
