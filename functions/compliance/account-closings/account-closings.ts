// The deletion of one person's account: looked at, asked for, taken back. What happens on the day is `erasures/`.
import type { AccountClosing, AccountOutlook } from '../../../shared/account-closings.ts';
import { closingDays } from '../../../shared/closings.ts';
import { Problem } from '../../../shared/problem.ts';
import { alertAsked } from '../../identity/notices/notices.ts';
import { deleteOtherSessions } from '../../identity/sessions/sessions.ts';
import { signInRecorded } from '../../identity/sign-in-log/sign-in-log.ts';
import { asSelf, storedEmail } from '../../identity/users/identity-scope.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';
import {
  deleteAccountClosing,
  insertAccountClosing,
  selectAccountClosing,
  selectLeftBusinesses,
  selectOwnEmail,
} from './store.ts';

nameConstraints({ account_closings_pkey: { key: 'accountClosing.already', kind: 'conflict' } });

const dayMs = 24 * 3600_000;
const dayOf = (ctx: Context) => new Date(ctx.clock().getTime() + closingDays * dayMs);

/** What a deletion of the own account means for each business. Somebody who is leaving already may look, too. */
export async function lookAtAccountClosing(ctx: Context): Promise<AccountOutlook> {
  const [own, closings, businesses] = await flush(asSelf(ctx), [
    selectOwnEmail(),
    selectAccountClosing(),
    selectLeftBusinesses(dayOf(ctx)),
  ]);
  return { email: one(own).email, closing: closings[0] ?? null, businesses };
}

/**
 * From now on the account opens nothing but the way back: every other session ends, and no business counts on it. On the thirtieth day
 * it is erased.
 * @throws Problem `unprocessable` when the typed address is another; `conflict` when it was asked for already, or when a business would
 *   be left without an owner (which the database refuses as well, whatever comes in between)
 */
export async function askForAccountClosing(ctx: Context, { email }: { email: string }): Promise<AccountClosing> {
  const dueAt = dayOf(ctx);
  return inTenant(asSelf(ctx), async (tx) => {
    const [own, businesses] = await tx.read([selectOwnEmail(), selectLeftBusinesses(dueAt)]);
    if (storedEmail(email) !== one(own).email) {
      const wrong = { pointer: '#/email', key: 'accountClosing.emailDiffers' };
      throw new Problem('unprocessable', 'accountClosing.emailDiffers', {}, [wrong]);
    }
    const held = businesses.find(({ fate }) => fate === 'holds');
    if (held) throw new Problem('conflict', 'accountClosing.lastOwner', { business: held.name });
    const [, asked] = await tx.read([insertAccountClosing(dueAt), selectAccountClosing()]);
    tx.write(
      deleteOtherSessions(),
      signInRecorded(ctx, 'sessionsEnded'),
      ...alertAsked(ctx, 'accountClosingAsked', { dueAt: dueAt.toISOString() }),
    );
    return one(asked);
  });
}

/**
 * The account is as it was; sessions that had ended stay so. Without a deletion under way nothing happens.
 * @throws Problem conflict once erasure has begun
 */
export async function takeAccountClosingBack(ctx: Context): Promise<void> {
  await inTenant(asSelf(ctx), async (tx) => {
    const [closings, kept] = await tx.read([selectAccountClosing(), deleteAccountClosing()]);
    if (closings.length === 0) return;
    if (kept.length === 0) throw new Problem('conflict', 'accountClosing.begun');
    tx.write(...alertAsked(ctx, 'accountClosingTakenBack'));
  });
}
