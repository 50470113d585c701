// Another address for an account: asked for while signed in, confirmed from the new mailbox, undone from the old one.
import { newId } from '../../../shared/ids.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Context } from '../../platform/context.ts';
import { entering, flush, inTenant, one } from '../../platform/flush.ts';
import { command } from '../../platform/statement.ts';
import { changeNoticeAsked } from '../notices/notices.ts';
import { deleteEverySession } from '../sessions/sessions.ts';
import { signInRecorded } from '../sign-in-log/sign-in-log.ts';
import { asSelf, hashToken, lockPerson, storedEmail } from '../users/identity-scope.ts';
import { deleteResetTokens, selectAbout } from '../users/users.ts';
import { deleteUnconfirmed, endEveryChange, insertChange, moveEmail, selectUndo, takeConfirmation } from './store.ts';

/**
 * Asks for a mail to the new address. The answer is the same whether or not somebody has it: the mail's job finds out, and writes
 * nothing to an address that is taken.
 * @throws Problem invalid when it is the present one
 */
export async function askForEmail(ctx: Context, typed: string): Promise<void> {
  const self = asSelf(ctx);
  const email = storedEmail(typed);
  const [people] = await flush(self, [selectAbout()]);
  if (one(people).email === email) {
    throw new Problem('invalid', 'invalid', {}, [{ pointer: '#/email', key: 'account.emailSame' }]);
  }
  const id = newId();
  await flush(self, [
    deleteUnconfirmed(),
    insertChange(id, email),
    ...changeNoticeAsked(ctx, 'emailConfirm', { id, recipient: email }),
  ]);
}

function asBearer(ctx: Context, hash: Uint8Array, wanted: 'confirm' | 'undo'): Context {
  const enter = command('select gate.enter_email_change($1, $2)', [hash, wanted]);
  return { ...ctx, caller: entering('identity', enter) };
}

/**
 * Makes the new address the account's, ends every link for a new password, and tells the old one how to undo it.
 * @throws Problem notFound for a dead link; conflict when somebody has the address by now
 */
export async function confirmEmail(ctx: Context, token: string): Promise<void> {
  const hash = hashToken(token);
  await inTenant(asBearer(ctx, hash, 'confirm'), async (tx) => {
    const [, changes] = await tx.read([lockPerson(), takeConfirmation(hash)]);
    const [change] = changes;
    if (!change) throw new Problem('notFound', 'auth.linkDead');
    tx.write(
      deleteResetTokens(),
      deleteUnconfirmed(),
      moveEmail(change.newEmail),
      signInRecorded(ctx, 'emailChanged'),
      ...changeNoticeAsked(ctx, 'emailChanged', { id: change.id, recipient: change.oldEmail }),
    );
  });
}

/**
 * Gives the old address back, ends every session and every other link, and says so.
 * @throws Problem notFound for a dead link; conflict when somebody else has the address by now
 */
export async function undoEmail(ctx: Context, token: string): Promise<void> {
  const hash = hashToken(token);
  await inTenant(asBearer(ctx, hash, 'undo'), async (tx) => {
    const [, changes] = await tx.read([lockPerson(), selectUndo(hash)]);
    const [change] = changes;
    if (!change) throw new Problem('notFound', 'auth.linkDead');
    tx.write(
      deleteResetTokens(),
      deleteUnconfirmed(),
      endEveryChange(),
      moveEmail(change.oldEmail),
      deleteEverySession(),
      signInRecorded(ctx, 'emailRestored'),
      ...changeNoticeAsked(ctx, 'emailRestored', { id: change.id, recipient: change.oldEmail }),
    );
  });
}
