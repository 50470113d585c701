// Signing in with address and password: the same work and the same words for every failure, and a wait that grows with them.
import { Problem } from '../../../shared/problem.ts';
import type { SignedIn, SignIn } from '../../../shared/users.ts';
import type { Context } from '../../platform/context.ts';
import { newToken } from '../../platform/cookies.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import type { Statement } from '../../platform/statement.ts';
import { alertAsked, noticeAsked } from '../notices/notices.ts';
import { hashPassword, isOutdated, isPassword } from '../passwords/passwords.ts';
import { insertWait, selectAuthenticator } from '../second-factor/second-factor.ts';
import { deleteSession, insertSession } from '../sessions/sessions.ts';
import {
  countAttempt,
  deleteFailures,
  deviceKnown,
  pendingSignInRecorded,
  signInRecorded,
  touchFailures,
} from '../sign-in-log/sign-in-log.ts';
import { latestAttempt, type Attempt } from '../sign-up/attempts.ts';
import { asPerson, storedEmail } from '../users/identity-scope.ts';
import { holdPassword, rehashPassword, selectMe, selectPassword, signedIn } from '../users/users.ts';
import { mustWait } from './waiting.ts';

type Found = { passwordHash: string; passwordChangedAt: string } | { passwordHash: string; attempt: Attempt } | null;

/** Counts the attempt first, so that guesses sent at once cannot all be the first. Throws Problem `tooMany` while the address must wait. */
async function lookUp(person: Context): Promise<Found> {
  const [waits, users, attempts] = await flush(person, [countAttempt(), selectPassword(), latestAttempt()]);
  const { waitSeconds } = one(waits);
  if (waitSeconds !== null) throw mustWait(waitSeconds);
  const [user] = users;
  if (user) return user;
  const [attempt] = attempts;
  return attempt ? { passwordHash: attempt.passwordHash, attempt } : null;
}

async function refuse(ctx: Context, person: Context, attempt: Attempt | null): Promise<never> {
  const log = attempt
    ? pendingSignInRecorded(ctx, attempt.userId, 'wrongPassword')
    : signInRecorded(ctx, 'wrongPassword');
  await flush(person, [touchFailures(), log]);
  throw new Problem('signedOut', 'auth.wrong');
}

/** Told only to somebody who knows the password; a new mail is on its way with the answer. */
async function remindToVerify(ctx: Context, person: Context, attempt: Attempt): Promise<never> {
  await flush(person, [
    deleteFailures(),
    pendingSignInRecorded(ctx, attempt.userId, 'unverified'),
    ...noticeAsked(ctx, 'signUp', attempt.language, attempt.id),
  ]);
  throw new Problem('notAllowed', 'auth.unverified');
}

type Begun = { who: SignedIn; token: string } | { waiting: string };

/**
 * Begins the session, or the wait for a second factor, unless the password that was looked at is no longer the person's: whoever has
 * just chosen a new one has ended every session, this one too. Null then.
 */
async function begin(
  person: Context,
  passwordChangedAt: string,
  rehash: Statement<never>[],
  heldHash: Uint8Array | null,
): Promise<Begun | null> {
  const { token, hash } = newToken();
  return inTenant(person, async (tx) => {
    const [held, known, factors] = await tx.read([
      holdPassword(passwordChangedAt),
      deviceKnown(person),
      selectAuthenticator(),
    ]);
    if (held.length === 0) return null;
    if (factors[0]?.confirmedAt) {
      tx.write(...rehash, insertWait(hash, passwordChangedAt));
      return { waiting: token };
    }
    tx.write(
      deleteFailures(),
      ...rehash,
      ...(heldHash ? [deleteSession(heldHash)] : []),
      insertSession(hash, person.origin),
      signInRecorded(person, 'ok'),
      ...(one(known).isKnown ? [] : alertAsked(person, 'newDevice')),
    );
    const [rows] = await tx.commit([selectMe()]);
    return { who: signedIn(rows), token };
  });
}

/**
 * Signs somebody in for the business they were in last, or outside of all when they belong to none. A session that the same browser still
 * held ends with it.
 * @param heldHash SHA-256 of the token in the browser's cookie, if it sent one
 * @returns who they are and the token for their cookie, new each time; or the token of the wait for a second factor
 * @throws Problem signedOut `auth.wrong`, notAllowed `auth.unverified`, tooMany with the seconds to wait
 */
export async function signIn(ctx: Context, input: SignIn, heldHash: Uint8Array | null = null): Promise<Begun> {
  const person = asPerson(ctx, { email: storedEmail(input.email) });
  const found = await lookUp(person);
  const attempt = found && 'attempt' in found ? found.attempt : null;
  const isRight = await isPassword(input.password, found?.passwordHash ?? null);
  if (!isRight || !found) return refuse(ctx, person, attempt);
  if ('attempt' in found) return remindToVerify(ctx, person, found.attempt);
  const rehash = isOutdated(found.passwordHash) ? [rehashPassword(await hashPassword(input.password))] : [];
  return (await begin(person, found.passwordChangedAt, rehash, heldHash)) ?? refuse(ctx, person, null);
}
