// Tokens of links and of open documents: 256 random bits, of which only the SHA-256 is kept.
import { createHash, randomBytes } from 'node:crypto';

export const hashOf = (token: string): Uint8Array => createHash('sha256').update(token).digest();

/** A new token and the hash to keep. */
export function newToken(): { token: string; hash: Uint8Array } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashOf(token) };
}
