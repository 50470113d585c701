// What a person agreed to and took back: facts that are only ever added, each with version, language, way and time.
import * as z from 'zod';
import { Instant, Language } from './fields.ts';
import { policyNames, Publication, PublishedPolicies } from './policies.ts';
import { route } from './route.ts';

export const Consent = z.strictObject({
  id: z.uuid(),
  purpose: z.enum(['terms', 'privacy', 'age']),
  /** False: taken back. */
  isGiven: z.boolean(),
  version: z.string(),
  language: Language,
  method: z.enum(['signUp', 'invitation', 'account']),
  at: Instant,
});
export type Consent = z.infer<typeof Consent>;

/** That a person has seen a change of a text and put its notice aside. */
export const PolicyReading = z.strictObject({
  policy: z.enum(policyNames),
  version: z.string(),
  language: Language,
  readAt: Instant,
});
export type PolicyReading = z.infer<typeof PolicyReading>;

export const OwnConsents = z.strictObject({
  /** Newest first. */
  items: z.array(Consent),
  /** Newest first. */
  readings: z.array(PolicyReading),
  /** Agreements whose version in force is not agreed to: never, or no longer. */
  pending: z.array(z.enum(policyNames)),
  /** The versions that can be agreed to. */
  inForce: PublishedPolicies.shape.inForce,
  /** Of `pending`, what changed so much since that it has to be agreed to anew. */
  changed: z.array(z.enum(policyNames)),
  /** Material changes to be told of until they are put aside: those that do not hold yet, and those of texts that nobody agrees to. */
  news: z.array(Publication),
});
export type OwnConsents = z.infer<typeof OwnConsents>;

export const ConsentInput = z.strictObject({
  purpose: z.enum(policyNames),
  isGiven: z.boolean(),
  /** The version that was shown. */
  version: z.string().max(40),
});
export type ConsentInput = z.infer<typeof ConsentInput>;

export const ReadingInput = z.strictObject({ policy: z.enum(policyNames), version: z.string().max(40) });
export type ReadingInput = z.infer<typeof ReadingInput>;

export const consentRoutes = {
  list: route('GET /account/consents', { summary: 'What the person agreed to, and took back', response: OwnConsents }),
  record: route('POST /account/consents', {
    summary: 'Agree to a policy in force, or take an agreement back; either is a new fact',
    body: ConsentInput,
    response: OwnConsents,
    status: 200,
  }),
  read: route('POST /account/policy-readings', {
    summary: 'Put the notice of a changed policy aside, on every device at once',
    body: ReadingInput,
    response: OwnConsents,
    status: 200,
  }),
};
