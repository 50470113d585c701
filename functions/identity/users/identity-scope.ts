// Stepping into the database as somebody who is not signed in: one address, told by name or by the token of a mail.
import { Problem } from '../../../shared/problem.ts';
import type { Context } from '../../platform/context.ts';
import { tokenHash } from '../../platform/cookies.ts';
import { entering } from '../../platform/flush.ts';
import { command, type Statement } from '../../platform/statement.ts';

/** Who is looked up before anybody is signed in: an address, or a token of one purpose (its SHA-256). */
export type IdentityKey = { email: string } | { token: Uint8Array; purpose: string };

/** A context whose transactions see one person and nobody else. */
export function asPerson(ctx: Context, key: IdentityKey): Context {
  const enter =
    'email' in key
      ? command('select gate.enter_identity_email($1)', [key.email])
      : command('select gate.enter_identity_token($1, $2)', [key.token, key.purpose]);
  return { ...ctx, caller: entering('identity', enter) };
}

/**
 * A context whose transactions act on the own account of whoever is signed in: as identity, in every business at once. What the
 * endpoint asks of the session (a fresh proof of who it is) is asked here too.
 */
export function asSelf(ctx: Context): Context {
  if (ctx.caller.kind !== 'staff') throw new Error('Only somebody who is signed in has an own account.');
  const { tokenHash: hash, need, mustBeRecent } = ctx.caller;
  const enter = command('select gate.enter_self($1, $2, $3)', [hash, need, mustBeRecent ?? false]);
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

/** Throws Problem notFound when the text cannot be a token of ours. */
export function hashToken(token: string): Uint8Array {
  const hash = tokenHash(token);
  if (!hash) throw new Problem('notFound', 'auth.linkDead');
  return hash;
}
