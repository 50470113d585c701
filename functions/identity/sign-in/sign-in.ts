// Signing in with address and password: the same work and the same words for every failure, and a wait that grows with them.
import { Problem } from '../../../shared/problem.ts';
import type { Me, SignIn } from '../../../shared/users.ts';
import type { Context } from '../../platform/context.ts';
import { flush, one } from '../../platform/flush.ts';
import { noticeAsked } from '../notices/notices.ts';
import { hashPassword, isOutdated, isPassword } from '../passwords/passwords.ts';
import { deleteSession, insertSession } from '../sessions/sessions.ts';
import {
  countAttempt,
  deleteFailures,
  pendingSignInRecorded,
  signInRecorded,
  touchFailures,
} from '../sign-in-log/sign-in-log.ts';
import { latestAttempt, type Attempt } from '../sign-up/attempts.ts';
import { asPerson, newToken, storedEmail } from '../users/identity-scope.ts';
import { meOf, rehashPassword, selectMe, selectPassword } from '../users/users.ts';

type Found = { passwordHash: string | null; attempt: Attempt | null };

function mustWait(retryAfterSeconds: number): Problem {
  const key = retryAfterSeconds < 90 ? 'auth.lockedSeconds' : 'auth.lockedMinutes';
  return new Problem('tooMany', key, { retryAfterSeconds, minutes: Math.ceil(retryAfterSeconds / 60) });
}

/** Counts the attempt first, so that guesses sent at once cannot all be the first. Throws Problem `tooMany` while the address must wait. */
async function lookUp(person: Context): Promise<Found> {
  const [waits, users, attempts] = await flush(person, [countAttempt(), selectPassword(), latestAttempt()]);
  const { waitSeconds } = one(waits);
  if (waitSeconds !== null) throw mustWait(waitSeconds);
  const [user] = users;
  if (user) return { passwordHash: user.passwordHash, attempt: null };
  const [attempt] = attempts;
  return { passwordHash: attempt?.passwordHash ?? null, attempt: attempt ?? null };
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

/**
 * Signs somebody in for the business they joined first. A session that the same browser still held ends with it.
 * @param heldHash SHA-256 of the token in the browser's cookie, if it sent one
 * @returns who they are and the token for their cookie, new each time
 * @throws Problem signedOut `auth.wrong`, notAllowed `auth.unverified`, tooMany with the seconds to wait
 */
export async function signIn(
  ctx: Context,
  input: SignIn,
  heldHash: Uint8Array | null = null,
): Promise<{ me: Me; token: string }> {
  const person = asPerson(ctx, { email: storedEmail(input.email) });
  const { passwordHash, attempt } = await lookUp(person);
  if (!(await isPassword(input.password, passwordHash)) || passwordHash === null) return refuse(ctx, person, attempt);
  if (attempt) return remindToVerify(ctx, person, attempt);
  const rehash = isOutdated(passwordHash) ? [rehashPassword(await hashPassword(input.password))] : [];
  const session = newToken();
  const [rows] = await flush(person, [
    selectMe(),
    deleteFailures(),
    ...rehash,
    ...(heldHash ? [deleteSession(heldHash)] : []),
    insertSession(session.hash, ctx.origin),
    signInRecorded(ctx, 'ok'),
  ]);
  return { me: meOf(one(rows)), token: session.token };
}
