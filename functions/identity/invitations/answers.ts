// Answering an invitation: looked at by whoever holds its link, accepted by the person it names.
import { newId } from '../../../shared/ids.ts';
import type { InvitationView, NewPerson } from '../../../shared/members.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Me } from '../../../shared/users.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { newToken } from '../../platform/cookies.ts';
import { entering, flush, inTenant, one } from '../../platform/flush.ts';
import { command } from '../../platform/statement.ts';
import { enterBusiness } from '../businesses/businesses.ts';
import { consentsRecorded } from '../consents/consents.ts';
import { memberJoins } from '../members/members.ts';
import { refuseWeakPassword } from '../passwords/password-strength.ts';
import { hashPassword } from '../passwords/passwords.ts';
import { insertSession } from '../sessions/sessions.ts';
import { signInRecorded } from '../sign-in-log/sign-in-log.ts';
import { passGate } from '../sign-up/gate.ts';
import { hashToken } from '../users/identity-scope.ts';
import { insertUser, meOf, selectMe } from '../users/users.ts';
import { accept, selectAnswerable } from './store.ts';

/** A context whose transactions see one invitation and the person it names. */
function asInvited(ctx: Context, token: string, sessionHash: Uint8Array | null): Context {
  const values = [hashToken(token), newId(), sessionHash];
  return { ...ctx, caller: entering('identity', command('select gate.enter_invitation($1, $2, $3)', values)) };
}

function alive<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (!row) throw new Problem('notFound', 'auth.linkDead');
  return row;
}

/** @throws Problem notFound when the link is unknown, expired, taken back or used */
export async function lookAtInvitation(
  ctx: Context,
  token: string,
  sessionHash: Uint8Array | null,
): Promise<InvitationView> {
  const [rows] = await flush(asInvited(ctx, token, sessionHash), [selectAnswerable()]);
  const { tenantName, inviterName, email, role, isKnown, isSignedIn } = alive(rows);
  return { tenantName, inviterName, email, role, isKnown, isSignedIn };
}

type Answer = { token: string; person?: NewPerson; sessionHash: Uint8Array | null };

async function acceptAsNew(
  ctx: Context,
  { token, person, sessionHash }: Answer,
  invited: InvitationView,
): Promise<{ me: Me; token: string }> {
  if (!person) throw new Problem('invalid', 'invitation.personMissing', {}, [{ pointer: '#/person', key: 'required' }]);
  await passGate(ctx, person);
  await refuseWeakPassword(person.password, [invited.email, person.name, invited.tenantName]);
  const passwordHash = await hashPassword(person.password);
  const session = newToken();
  return inTenant(asInvited(ctx, token, sessionHash), async (tx) => {
    const [rows] = await tx.read([selectAnswerable()]);
    const { id, userId, email, role, isKnown } = alive(rows);
    // Somebody has signed up with the address since: the account is there, and its own password opens it.
    if (isKnown) throw new Problem('notAllowed', 'invitation.signIn');
    const [accepted] = await tx.read([accept(id)]);
    alive(accepted);
    const { language, name } = person;
    const { ip, userAgent } = ctx.origin;
    tx.write(
      insertUser({ id: userId, email, name, language, passwordHash }),
      memberJoins(userId, role),
      ...consentsRecorded({
        userId,
        termsVersion: person.acceptedTermsVersion,
        privacyVersion: person.acceptedPrivacyVersion,
        language,
        method: 'invitation',
        at: new Date(ctx.clock()).toISOString(),
        ip,
        userAgent,
      }),
      insertSession(session.hash, ctx.origin),
      signInRecorded(ctx, 'verified'),
      audit(ctx, 'member.joined', { subjectKind: 'member', subjectId: userId, detail: { name, role } }),
    );
    const [me] = await tx.commit([selectMe()]);
    return { me: meOf(one(me)), token: session.token };
  });
}

/** Joins with the account that this browser is signed in with; already being a member is being one. */
async function acceptAsKnown(ctx: Context, { token, sessionHash }: Answer): Promise<{ me: Me; token: string }> {
  const tenantId = await inTenant(asInvited(ctx, token, sessionHash), async (tx) => {
    const [rows] = await tx.read([selectAnswerable()]);
    const { id, tenantId, userId, role, isMember, isSignedIn } = alive(rows);
    if (!isSignedIn) throw new Problem('notAllowed', 'invitation.signIn');
    const [accepted] = await tx.read([accept(id)]);
    alive(accepted);
    if (!isMember) tx.write(memberJoins(userId, role));
    tx.write(audit(ctx, 'member.joined', { subjectKind: 'member', subjectId: userId, detail: { role } }));
    return tenantId;
  });
  if (!sessionHash) throw new Problem('notAllowed', 'invitation.signIn');
  return enterBusiness(ctx, sessionHash, tenantId);
}

/**
 * Joins the business that invited.
 * @returns who they are there, and the token for their cookie
 * @throws Problem notFound for a dead link; notAllowed `invitation.signIn` when the address has an account that is not signed in here, or
 *   below the age of sixteen; invalid and conflict as at sign-up
 */
export async function acceptInvitation(ctx: Context, answer: Answer): Promise<{ me: Me; token: string }> {
  const invited = await lookAtInvitation(ctx, answer.token, answer.sessionHash);
  return invited.isKnown ? acceptAsKnown(ctx, answer) : acceptAsNew(ctx, answer, invited);
}
