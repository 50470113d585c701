// The cookie that carries a staff session's token, and its removal.
import type { SetCookie } from '../../platform/cookies.ts';

/** As long as a session can live; the database ends it earlier when it is not used. */
const maxAgeSeconds = 30 * 24 * 60 * 60;

export const sessionCookie = (token: string): SetCookie => ({ audience: 'staff', value: token, maxAgeSeconds });

export const noSessionCookie: SetCookie = { audience: 'staff', value: '', maxAgeSeconds: 0 };
