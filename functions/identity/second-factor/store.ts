// SQL of second factors: the sealed seed of an authenticator app, recovery codes by their hash, and sign-ins that wait.
import * as z from 'zod';
import { command, query, type Statement } from '../../platform/statement.ts';

const AuthenticatorRow = z.strictObject({
  userId: z.uuid(),
  id: z.uuid(),
  seedKeyId: z.string(),
  seed: z.instanceof(Uint8Array),
  confirmedAt: z.string().nullable(),
  lastStep: z.int(),
});
export type AuthenticatorRow = z.infer<typeof AuthenticatorRow>;

export function selectAuthenticator(): Statement<AuthenticatorRow> {
  return query(
    AuthenticatorRow,
    `select user_id, id, seed_key_id, seed, confirmed_at, last_step from authenticators where user_id = app.user_id()`,
  );
}

const IdRow = z.strictObject({ id: z.uuid() });
type IdRow = z.infer<typeof IdRow>;

export function deletePending(): Statement<never> {
  return command('delete from authenticators where user_id = app.user_id() and confirmed_at is null');
}

export function insertAuthenticator(id: string, seedKeyId: string, seed: Uint8Array): Statement<IdRow> {
  return query(
    IdRow,
    `insert into authenticators (user_id, id, seed_key_id, seed) values (app.user_id(), $1, $2, $3)
     on conflict (user_id) do nothing returning id`,
    [id, seedKeyId, seed],
  );
}

export function confirmAuthenticator(id: string, step: number): Statement<IdRow> {
  return query(
    IdRow,
    `update authenticators set confirmed_at = now(), last_step = $2
     where user_id = app.user_id() and id = $1 and confirmed_at is null and last_step < $2 returning id`,
    [id, step],
  );
}

export function deleteAuthenticator(): Statement<IdRow> {
  return query(
    IdRow,
    'delete from authenticators where user_id = app.user_id() and confirmed_at is not null returning id',
  );
}

/** No row when a code of this step or a later one was taken before: each code works once. */
export function useStep(step: number): Statement<IdRow> {
  return query(
    IdRow,
    `update authenticators set last_step = $1
     where user_id = app.user_id() and confirmed_at is not null and last_step < $1 returning id`,
    [step],
  );
}

export function useRecoveryCode(hash: Uint8Array): Statement<IdRow> {
  return query(
    IdRow,
    `update recovery_codes set used_at = now()
     where user_id = app.user_id() and code_hash = $1 and used_at is null returning user_id as id`,
    [hash],
  );
}

export function deleteRecoveryCodes(): Statement<never> {
  return command('delete from recovery_codes where user_id = app.user_id()');
}

export function insertRecoveryCodes(hashes: readonly Uint8Array[]): Statement<never> {
  return command(
    `insert into recovery_codes (user_id, code_hash)
     select app.user_id(), decode(hash, 'hex') from unnest($1::text[]) hash`,
    [hashes.map((hash) => Buffer.from(hash).toString('hex'))],
  );
}

const SecurityRow = z.strictObject({
  passwordChangedAt: z.iso.datetime(),
  factorSince: z.iso.datetime().nullable(),
  recoveryCodesLeft: z.int(),
});

export function selectSecurity(): Statement<z.infer<typeof SecurityRow>> {
  return query(
    SecurityRow,
    `select u.password_changed_at, a.confirmed_at as factor_since,
       (select count(*)::integer from recovery_codes c where c.user_id = u.id and c.used_at is null) as recovery_codes_left
     from users u left join authenticators a on a.user_id = u.id and a.confirmed_at is not null
     where u.id = app.user_id()`,
  );
}

export function insertWait(tokenHash: Uint8Array, passwordChangedAt: string): Statement<never> {
  return command(
    `insert into sign_in_steps (token_hash, purpose, user_id, password_changed_at) values ($1, 'secondFactor', app.user_id(), $2)`,
    [tokenHash, passwordChangedAt],
  );
}

const WaitRow = z.strictObject({ passwordChangedAt: z.string() });
type WaitRow = z.infer<typeof WaitRow>;

export function selectWait(tokenHash: Uint8Array): Statement<WaitRow> {
  return query(
    WaitRow,
    `select password_changed_at from sign_in_steps
     where token_hash = $1 and purpose = 'secondFactor' and user_id = app.user_id() and expires_at > now()`,
    [tokenHash],
  );
}

/** Of two at once the second finds nothing. */
export function endWait(tokenHash: Uint8Array): Statement<WaitRow> {
  return query(
    WaitRow,
    `delete from sign_in_steps
     where token_hash = $1 and purpose = 'secondFactor' and user_id = app.user_id() and expires_at > now() returning password_changed_at`,
    [tokenHash],
  );
}
