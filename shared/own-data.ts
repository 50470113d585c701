// All that is held about the person who is signed in, across every business: their copy of it, without a secret.
import * as z from 'zod';
import { AccountClosing } from './account-closings.ts';
import { PolicyReading } from './consents.ts';
import { Instant, Language } from './fields.ts';
import { Role } from './permissions.ts';
import { route } from './route.ts';

const Place = { ip: z.string().nullable(), userAgent: z.string().nullable(), country: z.string().nullable() };

export const OwnData = z.strictObject({
  generatedAt: Instant,
  profile: z.strictObject({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    language: Language,
    hasPicture: z.boolean(),
    emailVerifiedAt: Instant,
    passwordChangedAt: Instant,
    secondFactorSince: Instant.nullable(),
    recoveryCodesLeft: z.int(),
    createdAt: Instant,
    updatedAt: Instant,
  }),
  /** When the deletion of the account was asked for, and when it is done. */
  closing: AccountClosing.nullable(),
  businesses: z.array(
    z.strictObject({
      id: z.uuid(),
      name: z.string(),
      role: Role,
      joinedAt: Instant,
      lastEnteredAt: Instant.nullable(),
      /** What the person did there in the last thirty days, newest first. */
      acts: z.array(z.record(z.string(), z.unknown())),
    }),
  ),
  sessions: z.array(
    z.strictObject({
      /** Null outside of all businesses, where nobody notes when it was last seen. */
      tenantId: z.uuid().nullable(),
      createdAt: Instant,
      lastSeenAt: Instant.nullable(),
      expiresAt: Instant,
      authenticatedAt: Instant,
      ...Place,
    }),
  ),
  passkeys: z.array(
    z.strictObject({ name: z.string(), isBackedUp: z.boolean(), createdAt: Instant, lastUsedAt: Instant.nullable() }),
  ),
  consents: z.array(
    z.strictObject({
      purpose: z.string(),
      isGiven: z.boolean(),
      version: z.string(),
      textSha256: z.string(),
      language: Language,
      method: z.string(),
      at: Instant,
      ip: z.string().nullable(),
      userAgent: z.string().nullable(),
    }),
  ),
  /** Changes of our own texts that the person put aside. */
  policyReadings: z.array(PolicyReading),
  securityEvents: z.array(
    z.strictObject({ at: Instant, outcome: z.string(), device: z.string().nullable(), ...Place }),
  ),
  emailChanges: z.array(
    z.strictObject({
      oldEmail: z.string(),
      newEmail: z.string(),
      createdAt: Instant,
      confirmedAt: Instant.nullable(),
      undoneAt: Instant.nullable(),
    }),
  ),
  /** That a business restricted the processing of their data, why and when; newest first. */
  restrictions: z.array(
    z.strictObject({
      /** Null for a business that they left since. */
      businessName: z.string().nullable(),
      reason: z.string(),
      restrictedAt: Instant,
      liftedAt: Instant.nullable(),
    }),
  ),
  mails: z.array(
    z.strictObject({
      kind: z.string(),
      recipient: z.string(),
      language: Language,
      createdAt: Instant,
      sentAt: Instant.nullable(),
    }),
  ),
});
export type OwnData = z.infer<typeof OwnData>;

export const ownDataRoutes = {
  read: route('GET /me/data', {
    summary: 'All that is held about oneself across every business; needs a recent proof of who it is',
    response: OwnData,
  }),
};
