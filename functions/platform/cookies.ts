// Our cookies: of staff, of a sign-in that waits for its second step, and of a client's open documents; host-only, out of reach of scripts.
import { createHash, randomBytes } from 'node:crypto';
import { ownCookies, type OwnCookie } from '../../shared/cookies.ts';

export type Audience = OwnCookie;

export type SetCookie = {
  audience: Audience;
  value: string;
  /** 0 removes the cookie. */
  maxAgeSeconds: number;
};

/** A cookie as it leaves, with the attributes that never vary. */
export type OutgoingCookie = {
  name: string;
  value: string;
  maxAge: number;
  path: '/';
  httpOnly: true;
  secure: true;
  sameSite: 'Lax';
};

/** `__Host-` keeps other hosts from setting it; browsers share cookies across ports, so a local name carries the port. */
export function cookieName(audience: Audience, origin: string): string {
  const { port } = new URL(origin);
  return `${ownCookies[audience].name}${port ? `-${port}` : ''}`;
}

export function outgoingCookie({ audience, value, maxAgeSeconds }: SetCookie, origin: string): OutgoingCookie {
  const fixed = { path: '/', httpOnly: true, secure: true, sameSite: 'Lax' } as const;
  return { name: cookieName(audience, origin), value, maxAge: maxAgeSeconds, ...fixed };
}

/** The value of one cookie in a Cookie header, or null; of a repeated name the first counts, as browsers send the most specific first. */
export function readCookie(header: string | null, name: string): string | null {
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}

const token = /^[A-Za-z0-9_-]{43}$/;

/** What the database knows of a token: its SHA-256. Null when the text is no token of ours. */
export function tokenHash(text: string | null): Uint8Array | null {
  return text !== null && token.test(text) ? createHash('sha256').update(text).digest() : null;
}

/** 256 random bits for a link or a cookie, and the only form of them that is ever stored. */
export function newToken(): { token: string; hash: Uint8Array } {
  const made = randomBytes(32).toString('base64url');
  return { token: made, hash: createHash('sha256').update(made).digest() };
}

const openDocumentsMax = 8;
const clientEntry = /^([0-9a-f-]{36})\.([A-Za-z0-9_-]{43})$/;

export type OpenDocument = { linkId: string; token: string };

/** The documents that a client's browser holds open; anything malformed is left out. */
export function openDocuments(value: string | null): OpenDocument[] {
  return (value ?? '')
    .split('~')
    .slice(0, openDocumentsMax)
    .flatMap((entry) => {
      const [, linkId, found] = clientEntry.exec(entry) ?? [];
      return linkId && found ? [{ linkId, token: found }] : [];
    });
}

/** The cookie's value with one more document, newest first; the oldest leaves when there are more than eight. */
export function withOpenDocument(value: string | null, added: OpenDocument): string {
  const others = openDocuments(value).filter(({ linkId }) => linkId !== added.linkId);
  return [added, ...others]
    .slice(0, openDocumentsMax)
    .map(({ linkId, token: held }) => `${linkId}.${held}`)
    .join('~');
}
