// SQL of the platform's own mails and of the tokens that their links carry.
import * as z from 'zod';
import { Language } from '../../../shared/fields.ts';
import { command, json, query, type Statement } from '../../platform/statement.ts';

/** What tells a person that something happened to their account; always sent, in their own language. */
export const alerts = [
  'passwordChanged',
  'secondFactorAdded',
  'secondFactorRemoved',
  'recoveryCodeUsed',
  'recoveryCodesRenewed',
  'passkeyAdded',
  'passkeyRemoved',
  'newDevice',
  'sessionsEnded',
  'mailServerChanged',
  'closingAsked',
  'closingTakenBack',
  'closingAskedByOther',
  'closingKeptByOther',
  'closingSoon',
  'accountClosingAsked',
  'accountClosingTakenBack',
  'accountClosingSoon',
  'exportAsked',
] as const;
export type Alert = (typeof alerts)[number];
/** About a change of address: to an address that is not yet, or no longer, the person's. */
export const changeNotices = ['emailConfirm', 'emailChanged', 'emailRestored'] as const;
export type ChangeNotice = (typeof changeNotices)[number];
export const Template = z.enum(['signUp', 'passwordReset', ...alerts, ...changeNotices]);
export type Template = z.infer<typeof Template>;

/** Where something happened, for the person to recognise. */
export const Scene = z.strictObject({
  device: z.string().nullable(),
  country: z.string().nullable(),
  ip: z.string().nullable(),
});
export type Scene = z.infer<typeof Scene>;

/** Of a mail about a business: which one, and when it ends. */
const Matter = z.strictObject({
  ...Scene.partial().shape,
  business: z.string().optional(),
  dueAt: z.string().optional(),
});
export type Matter = z.infer<typeof Matter>;

export type NewMail = {
  id: string;
  template: Template;
  language: Language;
  signUpId: string | null;
  detail: Matter | null;
};

export function insertMail(mail: NewMail): Statement<never> {
  return command(
    `insert into mails (tenant_id, id, template, recipient, language, sign_up_id, detail)
     values (app.platform_tenant(), $1, $2, app.email(), $3, $4, $5)`,
    [mail.id, mail.template, mail.language, mail.signUpId, json(mail.detail ?? {})],
  );
}

export type NewChangeMail = {
  id: string;
  template: ChangeNotice;
  recipient: string;
  language: Language;
  changeId: string;
  detail: Scene;
};

export function insertChangeMail(mail: NewChangeMail): Statement<never> {
  return command(
    `insert into mails (tenant_id, id, template, recipient, language, user_id, email_change_id, detail)
     values (app.platform_tenant(), $1, $2, $3, $4, app.user_id(), $5, $6)`,
    [mail.id, mail.template, mail.recipient, mail.language, mail.changeId, json(mail.detail)],
  );
}

export function updateChangeToken(changeId: string, link: 'confirm' | 'undo', hash: Uint8Array): Statement<never> {
  return command(`update email_changes set ${link === 'confirm' ? 'confirm_hash' : 'undo_hash'} = $2 where id = $1`, [
    changeId,
    hash,
  ]);
}

const MailRow = z.strictObject({
  id: z.uuid(),
  template: Template,
  recipient: z.string(),
  language: Language,
  createdAt: z.iso.datetime(),
  isSettled: z.boolean(),
  userId: z.uuid().nullable(),
  userName: z.string().nullable(),
  userLanguage: Language.nullable(),
  detail: Matter,
  signUpId: z.uuid().nullable(),
  signUpName: z.string().nullable(),
  emailChangeId: z.uuid().nullable(),
  isChangeOver: z.boolean(),
  isTaken: z.boolean(),
  isSuperseded: z.boolean(),
  sentLately: z.int(),
});
export type MailRow = z.infer<typeof MailRow>;

/** All that decides what a mail becomes: whether somebody has the address, and how many of its kind went there within the hour. */
export function selectMail(id: string): Statement<MailRow> {
  return query(
    MailRow,
    `select m.id, m.template, m.recipient, m.language, m.created_at, m.detail,
       m.sent_at is not null or m.dropped_reason is not null as is_settled,
       u.id as user_id, u.name as user_name, u.language as user_language, s.id as sign_up_id, s.name as sign_up_name,
       m.email_change_id, coalesce(c.undone_at, c.confirmed_at) is not null as is_change_over,
       exists (select from users x where x.email = m.recipient) as is_taken,
       exists (select from mails n where n.recipient = m.recipient and n.template = m.template
         and n.created_at > m.created_at and n.dropped_reason is null) as is_superseded,
       (select count(*)::integer from mails n where n.recipient = m.recipient and n.template = m.template
         and n.sent_at > now() - interval '1 hour') as sent_lately
     from mails m
     left join users u on u.id = coalesce(m.user_id, (select x.id from users x where x.email = m.recipient))
     left join email_changes c on c.id = m.email_change_id
     left join sign_ups s on s.id = m.sign_up_id and s.expires_at > now()
     where m.id = $1`,
    [id],
  );
}

export type NewUserToken = {
  hash: Uint8Array;
  purpose: 'verify' | 'reset';
  email: string;
  userId: string | null;
  signUpId: string | null;
  mailId: string;
};

export function insertToken(token: NewUserToken): Statement<never> {
  return command(
    `insert into user_tokens (token_hash, purpose, email, user_id, sign_up_id, mail_id, expires_at)
     values ($1, $2, $3, $4, $5, $6, now() + case $2 when 'reset' then interval '30 minutes' else interval '24 hours' end)`,
    [token.hash, token.purpose, token.email, token.userId, token.signUpId, token.mailId],
  );
}

/** Links of earlier requests; those that another delivery of this very mail made stay good. */
export function deleteOlderTokens(email: string, purpose: 'reset', mailId: string): Statement<never> {
  return command('delete from user_tokens where email = $1 and purpose = $2 and mail_id <> $3', [
    email,
    purpose,
    mailId,
  ]);
}

export function deleteSignUp(id: string): Statement<never> {
  return command('delete from sign_ups where id = $1', [id]);
}

export function updateSent(id: string, providerMessageId: string): Statement<never> {
  return command('update mails set sent_at = now(), provider_message_id = $2 where id = $1', [
    id,
    providerMessageId.slice(0, 200),
  ]);
}

export function updateDropped(id: string, reason: 'superseded' | 'tooMany' | 'expired'): Statement<never> {
  return command('update mails set dropped_reason = $2 where id = $1 and sent_at is null', [id, reason]);
}

export function deleteMail(id: string): Statement<never> {
  return command('delete from mails where id = $1', [id]);
}
