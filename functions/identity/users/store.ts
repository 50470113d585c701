// SQL of people: who is signed in and for which business.
import * as z from 'zod';
import { Language } from '../../../shared/fields.ts';
import { Role } from '../../../shared/permissions.ts';
import { Me } from '../../../shared/users.ts';
import { command, query, type Statement } from '../../platform/statement.ts';

const MeRow = z.strictObject({
  userId: z.uuid(),
  userName: z.string(),
  email: z.string(),
  language: Language,
  pictureId: z.uuid().nullable(),
  tenantId: z.uuid(),
  tenantName: z.string(),
  currency: z.string(),
  timeZone: z.string(),
  role: Role,
  businesses: Me.shape.businesses,
  restriction: Me.shape.restriction,
});
export type MeRow = z.infer<typeof MeRow>;

/** Of a user `u`, who is whoever asks. */
const selfColumns = `u.id as user_id, u.name as user_name, u.email, u.language, u.picture_id,
  (select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'name', b.name, 'role', b.role) order by b.name), '[]')
   from gate.businesses_of_self() b) as businesses`;

// Before sign-in somebody may belong to several businesses: the one entered last is entered again, unless it has restricted them.
export function selectMe(): Statement<MeRow> {
  return query(
    MeRow,
    `select ${selfColumns}, t.id as tenant_id, t.name as tenant_name, t.currency, t.time_zone, m.role,
       (select jsonb_build_object('since', to_char(r.restricted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'reason', r.reason)
        from member_restrictions r where r.tenant_id = t.id and r.user_id = u.id and r.lifted_at is null) as restriction
     from users u
     join members m on m.user_id = u.id
     join tenants t on t.id = m.tenant_id
     where u.id = app.user_id()
     order by app.is_member_restricted(m.tenant_id, m.user_id), m.last_entered_at desc nulls last, m.created_at, m.tenant_id limit 1`,
  );
}

const SelfRow = MeRow.pick({
  userId: true,
  userName: true,
  email: true,
  language: true,
  pictureId: true,
  businesses: true,
});
export type SelfRow = z.infer<typeof SelfRow>;

/** The person alone, as they are before they step into any business. */
export function selectSelf(): Statement<SelfRow> {
  return query(SelfRow, `select ${selfColumns} from users u where u.id = app.user_id()`);
}

export function updateOwn(changes: { name?: string; language?: Language }): Statement<never> {
  return command(
    `update users set name = coalesce($1, name), language = coalesce($2, language), updated_at = now()
     where id = app.user_id()`,
    [changes.name ?? null, changes.language ?? null],
  );
}

const PasswordRow = z.strictObject({ passwordHash: z.string(), passwordChangedAt: z.string() });

export function selectPassword(): Statement<z.infer<typeof PasswordRow>> {
  return query(PasswordRow, 'select password_hash, password_changed_at from users where email = app.email()');
}

const HeldRow = z.strictObject({ id: z.uuid() });

/** No row when another password was chosen since; else none can be until the transaction ends. */
export function holdPassword(passwordChangedAt: string): Statement<z.infer<typeof HeldRow>> {
  return query(
    HeldRow,
    'select id from users where email = app.email() and password_changed_at = $1 for no key update',
    [passwordChangedAt],
  );
}

export function updatePassword(passwordHash: string): Statement<never> {
  return command(
    'update users set password_hash = $1, password_changed_at = now(), updated_at = now() where email = app.email()',
    [passwordHash],
  );
}

/** The same password under today's parameters: nothing that the person changed. */
export function rehashPassword(passwordHash: string): Statement<never> {
  return command('update users set password_hash = $1 where email = app.email()', [passwordHash]);
}

const AboutRow = z.strictObject({
  userId: z.uuid(),
  email: z.string(),
  name: z.string(),
  tenantNames: z.array(z.string()),
});

export function selectAbout(): Statement<z.infer<typeof AboutRow>> {
  return query(
    AboutRow,
    `select u.id as user_id, u.email, u.name,
       array(select t.name from tenants t join members m on m.tenant_id = t.id where m.user_id = u.id) as tenant_names
     from users u where u.email = app.email()`,
  );
}

export type NewUser = { id: string; email: string; name: string; language: Language; passwordHash: string };

export function insertUser(user: NewUser): Statement<never> {
  return command(
    `insert into users (id, email, name, language, password_hash, email_verified_at) values ($1, $2, $3, $4, $5, now())`,
    [user.id, user.email, user.name, user.language, user.passwordHash],
  );
}

/** Every link for a new password that the person was sent. */
export function deleteResetTokens(): Statement<never> {
  return command("delete from user_tokens where email = app.email() and purpose = 'reset'");
}
