// Sessions of staff: begun by sign-in or verification, ended by the person or by a new password.
import type { Context } from '../../platform/context.ts';
import { flush } from '../../platform/flush.ts';
import { signInRecorded } from '../sign-in-log/sign-in-log.ts';
import { deleteOwnSession } from './store.ts';

export { deleteEverySession, deleteSession, insertSession } from './store.ts';

/** Ends the session that asks for it and no other. */
export async function signOut(ctx: Context): Promise<void> {
  await flush(ctx, [signInRecorded(ctx, 'signedOut'), deleteOwnSession()]);
}
