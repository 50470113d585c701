// Codes of second factors: those of an authenticator app by the clock, and those that are written down for a bad day.
import { createHash, randomBytes } from 'node:crypto';

const stepMs = 30_000;
const issuer = 'crmFEX';
const recoveryCodeCount = 10;
/** Letters and digits that are not taken for one another (Crockford's base 32). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Loaded by the first code and not by every cold start. */
const library = () => import('otpauth');

export type Seed = { secret: string; uri: string };

/** A new seed of 160 random bits, for typing and as the address that a QR code carries. */
export async function newSeed(email: string): Promise<Seed> {
  const { Secret, TOTP } = await library();
  const secret = Secret.fromHex(randomBytes(20).toString('hex'));
  return { secret: secret.base32, uri: new TOTP({ issuer, label: email, secret }).toString() };
}

/**
 * The step of thirty seconds that a code belongs to, one before and one after the present included; null for a wrong one.
 * Six digits only: the library throws at digits of other scripts.
 */
export async function stepOf(secret: string, code: string, now: Date): Promise<number | null> {
  if (!/^[0-9]{6}$/.test(code)) return null;
  const { Secret, TOTP } = await library();
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  const delta = totp.validate({ token: code, window: 1, timestamp: now.getTime() });
  return delta === null ? null : Math.floor(now.getTime() / stepMs) + delta;
}

/** What was typed without spaces and dashes, in capitals. */
export const plainCode = (typed: string) => typed.replace(/[\s-]/g, '').toUpperCase();

export const isAppCode = (plain: string) => /^[0-9]{6}$/.test(plain);

export const recoveryHash = (plain: string) => createHash('sha256').update(plain).digest();

/** Ten codes of 80 random bits, in groups that a person can copy: `ABCD-EFGH-JKMN-PQRS`. */
export function newRecoveryCodes(): { codes: string[]; hashes: Uint8Array[] } {
  const plain = Array.from({ length: recoveryCodeCount }, () =>
    Array.from(randomBytes(16), (byte) => alphabet.charAt(byte % alphabet.length)).join(''),
  );
  return {
    codes: plain.map((code) => code.replace(/(.{4})(?=.)/g, '$1-')),
    hashes: plain.map((code) => recoveryHash(code)),
  };
}
