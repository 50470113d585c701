// Who came in or tried to: written by every way in, read by the person alone.
import type { Page } from '../../platform/lists.ts';
import type { SignInRecord } from '../../../shared/users.ts';
import type { Context } from '../../platform/context.ts';
import { flush } from '../../platform/flush.ts';
import type { Statement } from '../../platform/statement.ts';
import { deviceOf } from './device.ts';
import { insertPendingSignIn, insertSignIn, ownSignIns, selectIsKnown } from './store.ts';

export { deviceOf } from './device.ts';
export { countAttempt, deleteFailures, touchFailures } from './store.ts';

const sceneOf = ({ origin }: Context) => ({ ...origin, device: deviceOf(origin.userAgent).name });

/** Whether the person of the transaction came in from such a device and country before. */
export function deviceKnown(ctx: Context): Statement<{ isKnown: boolean }> {
  return selectIsKnown(sceneOf(ctx));
}

/** The statement that logs an outcome for the person of the transaction; for an address nobody has it writes nothing. */
export function signInRecorded(ctx: Context, outcome: SignInRecord['outcome']): Statement<never> {
  return insertSignIn(outcome, sceneOf(ctx));
}

export function pendingSignInRecorded(
  ctx: Context,
  userId: string,
  outcome: SignInRecord['outcome'],
): Statement<never> {
  return insertPendingSignIn(userId, outcome, ctx.origin);
}

export async function listSignIns(ctx: Context, query: { cursor?: string }): Promise<Page<SignInRecord>> {
  const [rows] = await flush(ctx, [ownSignIns.statement(query)]);
  return ownSignIns.page(rows, query);
}
