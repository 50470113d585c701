// SQL of attempts to sign up, which wait a day for the confirmation of their address.
import * as z from 'zod';
import { Language } from '../../../shared/fields.ts';
import type { Origin } from '../../platform/context.ts';
import { command, query, type Statement } from '../../platform/statement.ts';

export const SignUpRow = z.strictObject({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  language: Language,
  tenantName: z.string(),
  passwordHash: z.string(),
  termsVersion: z.string(),
  privacyVersion: z.string(),
  userId: z.uuid(),
  tenantId: z.uuid(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  country: z.string().nullable(),
  createdAt: z.iso.datetime(),
});
export type SignUpRow = z.infer<typeof SignUpRow>;
export type NewSignUp = Omit<SignUpRow, keyof Origin | 'createdAt'>;

const columns = `id, email, name, language, tenant_name, password_hash, terms_version, privacy_version, user_id, tenant_id,
  ip, user_agent, country, created_at`;

export function insertSignUp(attempt: NewSignUp, origin: Origin): Statement<never> {
  return command(
    `insert into sign_ups (id, email, name, language, tenant_name, password_hash, terms_version, privacy_version, user_id,
       tenant_id, ip, user_agent, country)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      attempt.id,
      attempt.email,
      attempt.name,
      attempt.language,
      attempt.tenantName,
      attempt.passwordHash,
      attempt.termsVersion,
      attempt.privacyVersion,
      attempt.userId,
      attempt.tenantId,
      origin.ip,
      origin.userAgent,
      origin.country,
    ],
  );
}

/** The attempt a token belongs to, as long as nobody has used it or another attempt of the same address. */
export function selectByToken(tokenHash: Uint8Array): Statement<SignUpRow> {
  return query(
    SignUpRow,
    `select ${columns} from sign_ups
     where id = (select t.sign_up_id from user_tokens t where t.token_hash = $1 and t.used_at is null and t.expires_at > now())`,
    [tokenHash],
  );
}

/** The attempt that a sign-in before verification is compared with: the latest of the address. */
export function selectLatest(): Statement<SignUpRow> {
  return query(
    SignUpRow,
    `select ${columns} from sign_ups where email = app.email() and expires_at > now() order by created_at desc limit 1`,
  );
}

/** Every attempt of the address and, with them, their tokens. */
export function deleteAttempts(): Statement<never> {
  return command('delete from sign_ups where email = app.email()');
}
