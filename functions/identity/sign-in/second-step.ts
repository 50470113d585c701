// The second step of signing in: the password was right, the code of the app (or one for recovery) is awaited.
import { Problem } from '../../../shared/problem.ts';
import type { SignedIn } from '../../../shared/users.ts';
import type { Context } from '../../platform/context.ts';
import { newToken } from '../../platform/cookies.ts';
import { entering, flush, inTenant, one } from '../../platform/flush.ts';
import { command } from '../../platform/statement.ts';
import { alertAsked } from '../notices/notices.ts';
import {
  endWait,
  findCode,
  selectAuthenticator,
  selectWait,
  type AuthenticatorRow,
} from '../second-factor/second-factor.ts';
import { deleteSession, insertSession } from '../sessions/sessions.ts';
import { countAttempt, deleteFailures, deviceKnown, signInRecorded } from '../sign-in-log/sign-in-log.ts';
import { holdPassword, selectMe, signedIn } from '../users/users.ts';
import { mustWait } from './waiting.ts';

const dead = () => new Problem('notFound', 'auth.stepDead');

async function refuse(ctx: Context, person: Context): Promise<never> {
  await flush(person, [signInRecorded(ctx, 'wrongCode')]);
  throw new Problem('invalid', 'invalid', {}, [{ pointer: '#/code', key: 'account.codeWrong' }]);
}

/** Counted like a password, so that six digits cannot be guessed either. */
async function lookUp(person: Context, waiting: Uint8Array): Promise<{ row: AuthenticatorRow; changedAt: string }> {
  const { wait, row, changedAt } = await inTenant(person, async (tx) => {
    const [waits] = await tx.read([selectWait(waiting)]);
    const [open] = waits;
    if (!open) throw dead();
    const [counted, rows] = await tx.commit([countAttempt(), selectAuthenticator()]);
    return { wait: one(counted).waitSeconds, row: rows[0], changedAt: open.passwordChangedAt };
  });
  if (wait !== null) throw mustWait(wait);
  if (!row) throw dead();
  return { row, changedAt };
}

/**
 * Finishes a sign-in that waits for its code. The wait ends with it; a wrong code leaves it open until it expires.
 * @param waiting SHA-256 of the token in the cookie of the wait; null when the browser sent none
 * @param heldHash of the session that the browser still held, which ends
 * @throws Problem notFound `auth.stepDead`, invalid at `#/code`, tooMany
 */
export async function finishSignIn(
  ctx: Context,
  code: string,
  waiting: Uint8Array | null,
  heldHash: Uint8Array | null,
): Promise<{ who: SignedIn; token: string }> {
  if (!waiting) throw dead();
  const person: Context = { ...ctx, caller: entering('identity', command('select gate.enter_step($1)', [waiting])) };
  const { row, changedAt } = await lookUp(person, waiting);
  const right = await findCode(ctx, row, code);
  if (!right) return refuse(ctx, person);
  const session = newToken();
  const who = await inTenant(person, async (tx) => {
    const [held, ended, taken, known] = await tx.read([
      holdPassword(changedAt),
      endWait(waiting),
      right.taken,
      deviceKnown(ctx),
    ]);
    if (held.length === 0 || ended.length === 0) throw dead();
    // The transaction is undone by a rollback below, so a wrong code does not end the wait.
    if (taken.length === 0) throw new Problem('invalid', 'account.codeWrong');
    tx.write(
      deleteFailures(),
      ...(heldHash ? [deleteSession(heldHash)] : []),
      insertSession(session.hash, ctx.origin, 2),
      signInRecorded(ctx, right.kind === 'recovery' ? 'recoveryCodeUsed' : 'ok'),
      ...(right.kind === 'recovery' ? [signInRecorded(ctx, 'ok'), ...alertAsked(ctx, 'recoveryCodeUsed')] : []),
      ...(one(known).isKnown ? [] : alertAsked(ctx, 'newDevice')),
    );
    const [rows] = await tx.commit([selectMe()]);
    return signedIn(rows);
  }).catch((error: unknown) => {
    if (error instanceof Problem && error.key === 'account.codeWrong') return refuse(ctx, person);
    throw error;
  });
  return { who, token: session.token };
}
