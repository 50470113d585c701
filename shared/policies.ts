// Our own terms and privacy policy: their versions, newest first, and the hash of each text, by which an acceptance is proven.
import type { Language } from './fields.ts';

export const policyNames = ['privacy', 'terms'] as const;
export type PolicyName = (typeof policyNames)[number];

export type PolicyVersion = {
  /** Also the name of its files, `policies/<name>/<version>.<language>.md`. */
  version: string;
  effectiveDate: string;
  /** SHA-256 of the file's bytes, in hex. A text that was published is never edited: a test compares. */
  sha256: Record<Language, string>;
};

/** Every version that was ever in force, the current one first. */
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

/** The versions in force, which somebody who opens an account accepts. */
export const policies: Record<PolicyName, PolicyVersion> = {
  privacy: policyHistory.privacy[0],
  terms: policyHistory.terms[0],
};

/** Nobody younger may hold an account (privacy policy, "Children"). */
export const ageMinimumYears = 16;
