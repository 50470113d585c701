// SQL of invitations: made and taken back by the business, answered by the person invited.
import * as z from 'zod';
import { Language } from '../../../shared/fields.ts';
import { Invitation } from '../../../shared/members.ts';
import { Role } from '../../../shared/permissions.ts';
import { command, query, type Statement } from '../../platform/statement.ts';

const columns = 'id, email, role, inviter_name, created_at, expires_at, sent_at';
const waits = 'accepted_at is null and revoked_at is null';

/** Those that wait for an answer, the newest first; an expired one can be mailed again. */
export const selectInvitations = (): Statement<Invitation> =>
  query(Invitation, `select ${columns} from invitations where ${waits} order by created_at desc limit 200`);

const Setting = z.strictObject({
  inviterName: z.string(),
  language: Language,
  isMember: z.boolean(),
  sentToday: z.int(),
});

/** What decides whether an address may be invited. Nothing of people outside this business is asked. */
export const selectSetting = (email: string): Statement<z.infer<typeof Setting>> =>
  query(
    Setting,
    `select me.name as inviter_name, t.language,
       exists (select from users u join members m on m.user_id = u.id where u.email = $1) as is_member,
       (select count(*)::int from invitations where created_at > now() - interval '1 day') as sent_today
     from users me, tenants t where me.id = app.user_id()`,
    [email],
  );

export type NewInvitation = { id: string; email: string; role: Role; language: Language; inviterName: string };

export const insertInvitation = ({ id, email, role, language, inviterName }: NewInvitation): Statement<Invitation> =>
  query(
    Invitation,
    `insert into invitations (id, email, role, language, inviter_name) values ($1, $2, $3, $4, $5) returning ${columns}`,
    [id, email, role, language, inviterName],
  );

/** An invitation that nobody answered in time makes room for a new one. */
export const revokeExpired = (email: string): Statement<never> =>
  command(`update invitations set revoked_at = now() where email = $1 and ${waits} and expires_at < now()`, [email]);

export const revoke = (id: string): Statement<Invitation> =>
  query(Invitation, `update invitations set revoked_at = now() where id = $1 and ${waits} returning ${columns}`, [id]);

export const extend = (id: string): Statement<Invitation> =>
  query(
    Invitation,
    `update invitations set expires_at = now() + interval '7 days' where id = $1 and ${waits} returning ${columns}`,
    [id],
  );

const Letter = z.strictObject({
  email: z.string(),
  language: Language,
  inviterName: z.string(),
  tenantName: z.string(),
  role: Role,
});
export type Letter = z.infer<typeof Letter>;

/** No row when it was answered or taken back before its mail left. */
export const selectLetter = (id: string): Statement<Letter> =>
  query(
    Letter,
    `select i.email, i.language, i.inviter_name, i.role, t.name as tenant_name
     from invitations i join tenants t on t.id = i.tenant_id where i.id = $1 and ${waits}`,
    [id],
  );

export const insertToken = (hash: Uint8Array, invitationId: string): Statement<never> =>
  command('insert into invitation_tokens (token_hash, invitation_id) values ($1, $2)', [hash, invitationId]);

export const markSent = (id: string): Statement<never> =>
  command('update invitations set sent_at = now() where id = $1', [id]);

const Answerable = z.strictObject({
  id: z.uuid(),
  tenantId: z.uuid(),
  tenantName: z.string(),
  inviterName: z.string(),
  email: z.string(),
  role: Role,
  userId: z.uuid(),
  isKnown: z.boolean(),
  isSignedIn: z.boolean(),
  isMember: z.boolean(),
});

/** The invitation of the scope, and who stands before it. */
export const selectAnswerable = (): Statement<z.infer<typeof Answerable>> =>
  query(
    Answerable,
    `select i.id, i.tenant_id, t.name as tenant_name, i.inviter_name, i.email, i.role, app.user_id() as user_id,
       exists (select from users u where u.id = app.user_id()) as is_known, app.session_id() is not null as is_signed_in,
       exists (select from members m where m.tenant_id = i.tenant_id and m.user_id = app.user_id()) as is_member
     from invitations i join tenants t on t.id = i.tenant_id where i.id = app.document_id()`,
  );

const Accepted = z.strictObject({ id: z.uuid() });

/** Of two at once the second finds it accepted. */
export const accept = (id: string): Statement<z.infer<typeof Accepted>> =>
  query(
    Accepted,
    `update invitations set accepted_at = now() where id = $1 and ${waits} and expires_at > now() returning id`,
    [id],
  );
