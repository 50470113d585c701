// Our own terms and privacy policy: their versions, newest first, and the hash of each text, by which an acceptance is proven.
import * as z from 'zod';
import { today } from './dates.ts';
import { Instant, type Language } from './fields.ts';
import { route } from './route.ts';

export const policyNames = ['privacy', 'terms'] as const;
export type PolicyName = (typeof policyNames)[number];

/**
 * Terms are a contract, which binds whoever agrees to it. A privacy policy tells what is done with data (GDPR articles 13 and 14, the
 * information text of the KVKK): it is read, not agreed to, and nothing waits for it.
 */
export const policyKinds: Record<PolicyName, 'agreement' | 'information'> = {
  privacy: 'information',
  terms: 'agreement',
};

export type PolicyVersion = {
  /** Also the name of its files, `policies/<name>/<version>.<language>.md`. */
  version: string;
  effectiveDate: string;
  /** SHA-256 of the file's bytes, in hex. A text that was published is never edited: a test compares. */
  sha256: Record<Language, string>;
  /** What changes for those who read it, in two or three sentences: the mail about a material change says it. */
  summary?: Record<Language, string>;
};

/** Every version that ships, the newest first. Which of them is in force is said by what was published, see `policyRoutes.show`. */
export const policyHistory: Record<PolicyName, readonly [PolicyVersion, ...PolicyVersion[]]> = {
  privacy: [
    {
      version: '2026-11-01',
      effectiveDate: '2026-11-01',
      sha256: {
        tr: '6dd3b327cba8324ff2221df5fc7ebfcbd253d302d4ed1b759413f40297ca2286',
        en: 'd3562b543f31d50d59a594e5a5353f056aa996569e4cffbd405d231c1109b5d4',
      },
    },
  ],
  terms: [
    {
      version: '2026-11-01',
      effectiveDate: '2026-11-01',
      sha256: {
        tr: '8e3c2557eaea351de9b19bb827b6bc0c3d6472655d6b1a8b3cfeef93289dd20c',
        en: 'b82b54deaf191a03987439b13747f6cbfa81dc8d48f2c359151f0476cabc3158',
      },
    },
  ],
};

/** The newest version whose day has come: what a page shows as long as it has not asked which versions were published. */
export function policyOn(name: PolicyName, day: string): PolicyVersion {
  const versions = policyHistory[name];
  return versions.find(({ effectiveDate }) => effectiveDate <= day) ?? versions[0];
}

const thisDay = today('Europe/Istanbul');
/** As `policyOn`, for the day on which this was loaded. */
export const policies: Record<PolicyName, PolicyVersion> = {
  privacy: policyOn('privacy', thisDay),
  terms: policyOn('terms', thisDay),
};

/** How long before it takes effect a change that matters is told. */
export const noticeDays = 14;

export const Publication = z.strictObject({
  policy: z.enum(policyNames),
  version: z.string(),
  isMaterial: z.boolean(),
  publishedAt: Instant,
  effectiveAt: Instant,
});
export type Publication = z.infer<typeof Publication>;

const InForce = z.strictObject({ privacy: z.string(), terms: z.string() });

export const PublishedPolicies = z.strictObject({
  /** Newest effect first. */
  publications: z.array(Publication),
  /** The version in force of each. */
  inForce: InForce,
});
export type PublishedPolicies = z.infer<typeof PublishedPolicies>;

const Count = z.int().min(0);
/** Of one publication: how many people it reaches, and what became of their mails. */
export const NoticeCounts = z.strictObject({
  people: Count,
  waiting: Count,
  sent: Count,
  delivered: Count,
  bounced: Count,
  failed: Count,
});
export type NoticeCounts = z.infer<typeof NoticeCounts>;

export const PublishedPolicy = z.strictObject({ ...Publication.shape, notices: NoticeCounts });
export type PublishedPolicy = z.infer<typeof PublishedPolicy>;

export const PolicyInput = z.strictObject({
  policy: z.enum(policyNames),
  version: z.string().max(40),
  isMaterial: z.boolean(),
  /** Says what would happen and does nothing. */
  isTrial: z.boolean().default(false),
});
export type PolicyInput = z.output<typeof PolicyInput>;

export const policyRoutes = {
  show: route('GET /policies', {
    summary: 'Which versions of our own texts were published, from when they hold, and which are in force',
    response: PublishedPolicies,
  }),
  publish: route('POST /operator/policies', {
    summary:
      'Publish a version that ships with this build; a material change needs fourteen days and is mailed to everybody',
    body: PolicyInput,
    response: PublishedPolicy,
  }),
  notices: route('GET /operator/policies', {
    summary: 'What was published, and what became of the mails about it',
    response: z.strictObject({ items: z.array(PublishedPolicy) }),
  }),
};

/** Nobody younger may hold an account (privacy policy, "Children"). */
export const ageMinimumYears = 16;
