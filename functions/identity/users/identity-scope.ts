// Stepping into the database as somebody who is not signed in: one address, told by name or by the token of a mail.
import { randomBytes } from 'node:crypto';
import { Problem } from '../../../shared/problem.ts';
import type { Context } from '../../platform/context.ts';
import { tokenHash } from '../../platform/cookies.ts';
import { entering, type IdentityKey } from '../../platform/flush.ts';
import { command, type Statement } from '../../platform/statement.ts';

/** A context whose flushes see one person and nobody else. For several dependent statements use the platform's `inIdentity`. */
export function asPerson(ctx: Context, key: IdentityKey): Context {
  const enter =
    'email' in key
      ? command('select gate.enter_identity_email($1)', [key.email])
      : command('select gate.enter_identity_token($1, $2)', [key.token, key.purpose]);
  return { ...ctx, caller: entering('identity', enter) };
}

/** Lets one transaction at a time change who an address belongs to. The first statement of such a transaction. */
export function lockPerson(): Statement<never> {
  return command("select pg_advisory_xact_lock(hashtextextended('identity ' || app.email(), 0))");
}

/** How addresses are stored and compared: plain small letters, not the Turkish ones, since domains know no İ. */
export function storedEmail(email: string): string {
  return email.toLowerCase();
}

/** 256 random bits for a link or a cookie, and the only form of them that is ever stored. */
export function newToken(): { token: string; hash: Uint8Array } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashToken(token) };
}

/** Throws Problem notFound when the text cannot be a token of ours. */
export function hashToken(token: string): Uint8Array {
  const hash = tokenHash(token);
  if (!hash) throw new Problem('notFound', 'auth.linkDead');
  return hash;
}
