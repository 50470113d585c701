// SQL of what is held about one person; runs as that person, who sees the own rows of every business and no other.
import { OwnData } from '../../../shared/own-data.ts';
import { query } from '../../platform/statement.ts';

const {
  profile,
  closing,
  businesses,
  sessions,
  passkeys,
  consents,
  policyReadings,
  securityEvents,
  emailChanges,
  mails,
  restrictions,
} = OwnData.shape;

export const selectProfile = () =>
  query(
    profile,
    `select u.id, u.name, u.email, u.language, u.picture_id is not null as has_picture, u.email_verified_at, u.password_changed_at,
       (select a.confirmed_at from authenticators a where a.user_id = u.id) as second_factor_since,
       (select count(*) from recovery_codes r where r.user_id = u.id and r.used_at is null)::int as recovery_codes_left,
       u.created_at, u.updated_at
     from users u where u.id = app.user_id()`,
  );

export const selectClosing = () =>
  query(closing.unwrap(), 'select requested_at, due_at from account_closings where user_id = app.user_id()');

export const selectBusinesses = () =>
  query(
    businesses.element.omit({ acts: true }),
    `select t.id, t.name, m.role, m.created_at as joined_at, m.last_entered_at from members m join tenants t on t.id = m.tenant_id
     where m.user_id = app.user_id() order by m.created_at, t.id`,
  );

export const selectSessions = () =>
  query(
    sessions.element,
    `select tenant_id, created_at, last_seen_at, expires_at, authenticated_at, ip, user_agent, country from sessions
     where user_id = app.user_id()
     union all
     select null, created_at, null, expires_at, authenticated_at, ip, user_agent, country from outside_sessions
     where user_id = app.user_id()
     order by created_at desc`,
  );

export const selectPasskeys = () =>
  query(
    passkeys.element,
    `select name, is_backed_up, created_at, last_used_at from passkeys where user_id = app.user_id() order by created_at, id`,
  );

export const selectConsents = () =>
  query(
    consents.element,
    `select purpose, is_given, version, encode(text_hash, 'hex') as text_sha256, language, method, at, ip, user_agent from consents
     where user_id = app.user_id() order by at desc, id desc`,
  );

export const selectPolicyReadings = () =>
  query(
    policyReadings.element,
    `select policy, version, language, read_at from policy_readings
     where user_id = app.user_id() order by read_at desc, policy, version`,
  );

export const selectSecurityEvents = () =>
  query(
    securityEvents.element,
    `select at, outcome, device, ip, user_agent, country from sign_ins where user_id = app.user_id() order by at desc, id desc`,
  );

export const selectEmailChanges = () =>
  query(
    emailChanges.element,
    `select old_email, new_email, created_at, confirmed_at, undone_at from email_changes where user_id = app.user_id()
     order by created_at desc, id desc`,
  );

/** Who restricted somebody is not theirs to know; that, why and when is. */
export const selectRestrictions = () =>
  query(
    restrictions.element,
    `select t.name as business_name, r.reason, r.restricted_at, r.lifted_at from member_restrictions r
     left join tenants t on t.id = r.tenant_id where r.user_id = app.user_id() order by r.restricted_at desc, r.id`,
  );

export const selectMails = () =>
  query(
    mails.element,
    `select template as kind, recipient, language, created_at, sent_at from mails
     where recipient = app.email() or user_id = app.user_id() order by created_at desc, id desc`,
  );
