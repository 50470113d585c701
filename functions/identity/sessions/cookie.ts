// The cookies that carry a staff session's token and that of a sign-in in between, and their removal.
import type { SetCookie } from '../../platform/cookies.ts';

/** As long as a session can live; the database ends it earlier when it is not used. */
const maxAgeSeconds = 30 * 24 * 60 * 60;

export const sessionCookie = (token: string): SetCookie => ({ audience: 'staff', value: token, maxAgeSeconds });

export const noSessionCookie: SetCookie = { audience: 'staff', value: '', maxAgeSeconds: 0 };

const stepSeconds = 10 * 60;

/** The password was right: whoever holds this may try codes, and nothing else. */
export const stepCookie = (token: string): SetCookie => ({
  audience: 'step',
  value: token,
  maxAgeSeconds: stepSeconds,
});

export const noStepCookie: SetCookie = { audience: 'step', value: '', maxAgeSeconds: 0 };
