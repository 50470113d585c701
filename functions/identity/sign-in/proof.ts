// Showing again who one is while signed in: counted like a sign-in, and answered with a new token.
import type { Proof } from '../../../shared/accounts.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Context } from '../../platform/context.ts';
import { newToken } from '../../platform/cookies.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import { alertAsked } from '../notices/notices.ts';
import { proveByPasskey } from '../passkeys/passkeys.ts';
import { isPassword } from '../passwords/passwords.ts';
import { findCode, selectAuthenticator } from '../second-factor/second-factor.ts';
import { renewSession } from '../sessions/sessions.ts';
import { countAttempt, deleteFailures, signInRecorded } from '../sign-in-log/sign-in-log.ts';
import { asSelf } from '../users/identity-scope.ts';
import { holdPassword, selectPassword } from '../users/users.ts';
import { mustWait } from './waiting.ts';

/**
 * Compares a password with that of whoever is signed in. Every attempt counts towards the wait that sign-in has, so that a session
 * left open is no place to guess.
 * @returns when the password was chosen, to hold on to in the transaction that follows
 * @throws Problem invalid at `pointer`, or tooMany
 */
export async function checkOwnPassword(ctx: Context, password: string, pointer: string): Promise<string> {
  const self = asSelf(ctx);
  const [waits, users] = await flush(self, [countAttempt(), selectPassword()]);
  const { waitSeconds } = one(waits);
  if (waitSeconds !== null) throw mustWait(waitSeconds);
  const { passwordHash, passwordChangedAt } = one(users);
  if (await isPassword(password, passwordHash)) return passwordChangedAt;
  await flush(self, [signInRecorded(ctx, 'wrongPassword')]);
  throw new Problem('invalid', 'invalid', {}, [{ pointer, key: 'account.passwordWrong' }]);
}

async function proveByPassword(ctx: Context, password: string, tokenHash: Uint8Array): Promise<void> {
  const passwordChangedAt = await checkOwnPassword(ctx, password, '#/password');
  await inTenant(asSelf(ctx), async (tx) => {
    const [held, renewed] = await tx.read([holdPassword(passwordChangedAt), renewSession(tokenHash, 1)]);
    if (held.length === 0 || renewed.length === 0) throw new Problem('signedOut');
    tx.write(deleteFailures(), signInRecorded(ctx, 'confirmed'));
  });
}

async function proveByCode(ctx: Context, code: string, tokenHash: Uint8Array): Promise<void> {
  const self = asSelf(ctx);
  const [waits, [row]] = await flush(self, [countAttempt(), selectAuthenticator()]);
  const { waitSeconds } = one(waits);
  if (waitSeconds !== null) throw mustWait(waitSeconds);
  const right = row ? await findCode(ctx, row, code) : null;
  const isTaken = await inTenant(self, async (tx) => {
    if (!right) return false;
    const [taken] = await tx.read([right.taken]);
    if (taken.length === 0) return false;
    tx.write(renewSession(tokenHash, 2), deleteFailures(), signInRecorded(ctx, 'confirmed'));
    if (right.kind === 'recovery') tx.write(...alertAsked(ctx, 'recoveryCodeUsed'));
    return true;
  });
  if (isTaken) return;
  await flush(self, [signInRecorded(ctx, 'wrongCode')]);
  throw new Problem('invalid', 'invalid', {}, [{ pointer: '#/code', key: 'account.codeWrong' }]);
}

/**
 * Opens dangerous acts for ten minutes.
 * @returns the session's new token
 * @throws Problem invalid for a wrong password or code, tooMany, signedOut when the password has just been changed elsewhere
 */
export async function stepUp(ctx: Context, { password, code, passkey }: Proof): Promise<string> {
  const { token, hash } = newToken();
  if (password !== undefined) await proveByPassword(ctx, password, hash);
  else if (code !== undefined) await proveByCode(ctx, code, hash);
  else if (passkey !== undefined) await proveByPasskey(ctx, passkey, hash);
  return token;
}
