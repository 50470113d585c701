// Inviting somebody into the business, by mail and for a role; taken back or sent again while nobody has answered.
import { newId } from '../../../shared/ids.ts';
import type { Invitation } from '../../../shared/members.ts';
import type { Role } from '../../../shared/permissions.ts';
import { Problem } from '../../../shared/problem.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { newToken } from '../../platform/cookies.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import { enqueue, finish } from '../../platform/outbox.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';
import { storedEmail } from '../users/identity-scope.ts';
import { InvitationMail } from './messages.ts';
import * as store from './store.ts';

export { selectInvitations } from './store.ts';

nameConstraints({
  invitations_pkey: { key: 'conflict.exists' },
  'an address is invited once at a time': { key: 'invitation.exists', pointer: '#/email' },
});

/** Mails to strangers are worth stealing. */
const perDayMax = 50;

/**
 * Invites an address. Whether it has an account is neither asked nor told.
 * @throws Problem conflict when it belongs to a member or is invited already, tooMany above 50 a day, notAllowed when the role is owner
 *   and the caller is none
 */
export async function invite(ctx: Context, typed: { id?: string; email: string; role: Role }): Promise<Invitation> {
  const { id = newId(), role } = typed;
  const email = storedEmail(typed.email);
  return inTenant(ctx, async (tx) => {
    const [settings] = await tx.read([store.selectSetting(email)]);
    const { inviterName, language, isMember, sentToday } = one(settings);
    if (isMember) {
      throw new Problem('conflict', 'invitation.isMember', {}, [{ pointer: '#/email', key: 'invitation.isMember' }]);
    }
    if (sentToday >= perDayMax) throw new Problem('tooMany', 'invitation.tooMany', { retryAfterSeconds: 86_400 });
    tx.write(store.revokeExpired(email));
    tx.write(audit(ctx, 'invitation.created', { subjectKind: 'invitation', subjectId: id, detail: { email, role } }));
    tx.write(enqueue(ctx, InvitationMail, { invitationId: id }));
    const [rows] = await tx.commit([store.insertInvitation({ id, email, role, language, inviterName })]);
    return one(rows);
  });
}

/** Mails it again, good for seven more days; earlier links work as long as it does. */
export async function resendInvitation(ctx: Context, id: string): Promise<Invitation> {
  return inTenant(ctx, async (tx) => {
    const [rows] = await tx.read([store.extend(id)]);
    const invitation = one(rows);
    tx.write(enqueue(ctx, InvitationMail, { invitationId: id }));
    return invitation;
  });
}

export async function revokeInvitation(ctx: Context, id: string): Promise<void> {
  await inTenant(ctx, async (tx) => {
    const [rows] = await tx.read([store.revoke(id)]);
    const { email, role } = one(rows);
    tx.write(audit(ctx, 'invitation.revoked', { subjectKind: 'invitation', subjectId: id, detail: { email, role } }));
  });
}

/** The letter of an invitation and a token for its link; ends the message when nobody waits for it any more. */
export async function prepareInvitation(
  ctx: Context,
  id: string,
): Promise<{ letter: store.Letter; token: string } | null> {
  return inTenant(ctx, async (tx) => {
    const [[letter]] = await tx.read([store.selectLetter(id)]);
    if (!letter) {
      tx.write(finish(ctx));
      return null;
    }
    const { token, hash } = newToken();
    tx.write(store.insertToken(hash, id));
    return { letter, token };
  });
}

export async function invitationSent(ctx: Context, id: string): Promise<void> {
  await flush(ctx, [store.markSent(id), finish(ctx)]);
}
