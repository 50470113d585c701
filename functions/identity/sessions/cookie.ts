// The cookies that carry a staff session's token and that of a sign-in in between, and their removal.
import { ownCookies } from '../../../shared/cookies.ts';
import type { SetCookie } from '../../platform/cookies.ts';

/** As long as a session can live; the database ends it earlier when it is not used. */
const maxAgeSeconds = ownCookies.staff.life;

export const sessionCookie = (token: string): SetCookie => ({ audience: 'staff', value: token, maxAgeSeconds });

export const noSessionCookie: SetCookie = { audience: 'staff', value: '', maxAgeSeconds: 0 };

/** The password was right: whoever holds this may try codes, and nothing else. */
export const stepCookie = (token: string): SetCookie => ({
  audience: 'step',
  value: token,
  maxAgeSeconds: ownCookies.step.life,
});

export const noStepCookie: SetCookie = { audience: 'step', value: '', maxAgeSeconds: 0 };
