// The versions of our own terms and privacy policy that a person accepts; the texts come with the public site.

export const policies = {
  terms: { version: '2026-11-01', effectiveDate: '2026-11-01' },
  privacy: { version: '2026-11-01', effectiveDate: '2026-11-01' },
} as const;

/** Nobody younger may hold an account (privacy policy, "Children"). */
export const ageMinimumYears = 16;
