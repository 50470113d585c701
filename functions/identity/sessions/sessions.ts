// Sessions of staff: begun by sign-in or verification, seen and ended by the person, or ended by a new password.
import type { OwnSession } from '../../../shared/accounts.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant } from '../../platform/flush.ts';
import { alertAsked } from '../notices/notices.ts';
import { deviceOf, signInRecorded } from '../sign-in-log/sign-in-log.ts';
import { asSelf } from '../users/identity-scope.ts';
import { deleteOtherSessions, deleteOwnSession, deleteSessionById, selectSessions } from './store.ts';

export {
  deleteEverySession,
  deleteOtherSessions,
  deleteSession,
  insertSession,
  renewSession,
  type Level,
} from './store.ts';

/** Ends the session that asks for it and no other. */
export async function signOut(ctx: Context): Promise<void> {
  await flush(asSelf(ctx), [signInRecorded(ctx, 'signedOut'), deleteOwnSession()]);
}

/** Where the person is signed in, in whatever business. */
export async function listSessions(ctx: Context): Promise<{ items: OwnSession[] }> {
  const [rows] = await flush(asSelf(ctx), [selectSessions()]);
  const items = rows.map(({ userAgent, ...row }) => {
    const { name, kind } = deviceOf(userAgent);
    return { ...row, device: name, deviceKind: kind };
  });
  return { items };
}

/** Ends one session of the own, whatever business it is in. Throws Problem notFound for an unknown one and for other people's. */
export async function endSession(ctx: Context, id: string): Promise<void> {
  await inTenant(asSelf(ctx), async (tx) => {
    const [ended] = await tx.read([deleteSessionById(id)]);
    if (ended.length === 0) throw new Problem('notFound');
    tx.write(signInRecorded(ctx, 'sessionsEnded'), ...alertAsked(ctx, 'sessionsEnded'));
  });
}

/** Ends every session but the one that asks. */
export async function endOtherSessions(ctx: Context): Promise<void> {
  await flush(asSelf(ctx), [
    deleteOtherSessions(),
    signInRecorded(ctx, 'sessionsEnded'),
    ...alertAsked(ctx, 'sessionsEnded'),
  ]);
}
