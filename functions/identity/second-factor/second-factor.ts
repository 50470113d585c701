// The second factor of an account: an authenticator app is enrolled, confirmed and removed, and its codes are taken once each.
import type { NewSecondFactor, RecoveryCodes, Security } from '../../../shared/accounts.ts';
import { newId } from '../../../shared/ids.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Context } from '../../platform/context.ts';
import { newToken } from '../../platform/cookies.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import type { Statement } from '../../platform/statement.ts';
import { alertAsked } from '../notices/notices.ts';
import { deleteOtherSessions, renewSession } from '../sessions/sessions.ts';
import { signInRecorded } from '../sign-in-log/sign-in-log.ts';
import { asSelf } from '../users/identity-scope.ts';
import { selectAbout } from '../users/users.ts';
import { isAppCode, newRecoveryCodes, newSeed, plainCode, recoveryHash, stepOf } from './codes.ts';
import {
  confirmAuthenticator,
  deleteAuthenticator,
  deletePending,
  deleteRecoveryCodes,
  insertAuthenticator,
  insertRecoveryCodes,
  selectAuthenticator,
  selectSecurity,
  useRecoveryCode,
  useStep,
  type AuthenticatorRow,
} from './store.ts';

export { endWait, insertWait, selectAuthenticator, selectWait, type AuthenticatorRow } from './store.ts';

const placeOf = (userId: string, recordId: string) => ({ owner: userId, kind: 'totp-seed', recordId });
const wrongCode = () => new Problem('invalid', 'invalid', {}, [{ pointer: '#/code', key: 'account.codeWrong' }]);

async function stepFor(ctx: Context, row: AuthenticatorRow, code: string): Promise<number | null> {
  const sealed = { keyId: row.seedKeyId, bytes: row.seed };
  const { secret } = await ctx.ports.secrets.open(placeOf(row.userId, row.id), sealed);
  return stepOf(secret, code, ctx.clock());
}

/** What takes a code that was found right, in the transaction of what it opens; no row when it was used in the meantime. */
export type RightCode = { kind: 'app' | 'recovery'; taken: Statement<{ id: string }> };

/**
 * Looks a code up, of the app or for recovery; nothing is taken yet. Outside any transaction, for the seed is unsealed by the vault.
 * @returns null when it is wrong
 */
export async function findCode(ctx: Context, row: AuthenticatorRow, typed: string): Promise<RightCode | null> {
  if (row.confirmedAt === null) return null;
  const code = plainCode(typed);
  if (!isAppCode(code)) return { kind: 'recovery', taken: useRecoveryCode(recoveryHash(code)) };
  const step = await stepFor(ctx, row, code);
  return step === null ? null : { kind: 'app', taken: useStep(step) };
}

export async function getSecurity(ctx: Context): Promise<Security> {
  const [rows] = await flush(asSelf(ctx), [selectSecurity()]);
  const { passwordChangedAt, factorSince, recoveryCodesLeft } = one(rows);
  return { passwordChangedAt, secondFactor: factorSince === null ? null : { since: factorSince, recoveryCodesLeft } };
}

/**
 * Makes a seed that nothing asks for until a first code confirms it; an earlier unconfirmed one is forgotten.
 * @throws Problem conflict when an app is enrolled already
 */
export async function beginSecondFactor(ctx: Context): Promise<NewSecondFactor> {
  const self = asSelf(ctx);
  const [people] = await flush(self, [selectAbout()]);
  const { userId, email } = one(people);
  const seed = await newSeed(email);
  const id = newId();
  const { keyId, bytes } = await ctx.ports.secrets.seal(placeOf(userId, id), seed.secret);
  const [, made] = await flush(self, [deletePending(), insertAuthenticator(id, keyId, bytes)]);
  if (made.length === 0) throw new Problem('conflict', 'account.secondFactorOn');
  return seed;
}

/**
 * Turns the second factor on with a first code of the app, and ends every other session.
 * @returns the recovery codes, which nobody can read again, and the session's new token
 */
export async function confirmSecondFactor(
  ctx: Context,
  code: string,
): Promise<{ shown: RecoveryCodes; token: string }> {
  const self = asSelf(ctx);
  const [[row]] = await flush(self, [selectAuthenticator()]);
  if (!row) throw new Problem('notFound');
  if (row.confirmedAt !== null) throw new Problem('conflict', 'account.secondFactorOn');
  const step = await stepFor(ctx, row, plainCode(code));
  if (step === null) throw wrongCode();
  const { codes, hashes } = newRecoveryCodes();
  const { token, hash } = newToken();
  await inTenant(self, async (tx) => {
    const [confirmed] = await tx.read([confirmAuthenticator(row.id, step), renewSession(hash, 2)]);
    if (confirmed.length === 0) throw new Problem('conflict', 'account.secondFactorOn');
    tx.write(
      deleteRecoveryCodes(),
      insertRecoveryCodes(hashes),
      deleteOtherSessions(),
      signInRecorded(ctx, 'secondFactorAdded'),
      ...alertAsked(ctx, 'secondFactorAdded'),
    );
  });
  return { shown: { codes }, token };
}

/** Turns the second factor off and ends every other session. Throws Problem notFound when there is none. Returns the new token. */
export async function removeSecondFactor(ctx: Context): Promise<string> {
  const { token, hash } = newToken();
  await inTenant(asSelf(ctx), async (tx) => {
    const [removed] = await tx.read([deleteAuthenticator(), renewSession(hash, 1)]);
    if (removed.length === 0) throw new Problem('notFound');
    tx.write(
      deleteRecoveryCodes(),
      deleteOtherSessions(),
      signInRecorded(ctx, 'secondFactorRemoved'),
      ...alertAsked(ctx, 'secondFactorRemoved'),
    );
  });
  return token;
}

/** Ten new codes in place of all former ones. Throws Problem notFound without a second factor. */
export async function renewRecoveryCodes(ctx: Context): Promise<RecoveryCodes> {
  const { codes, hashes } = newRecoveryCodes();
  await inTenant(asSelf(ctx), async (tx) => {
    const [rows] = await tx.read([selectAuthenticator()]);
    if (!rows[0]?.confirmedAt) throw new Problem('notFound');
    tx.write(
      deleteRecoveryCodes(),
      insertRecoveryCodes(hashes),
      signInRecorded(ctx, 'recoveryCodesRenewed'),
      ...alertAsked(ctx, 'recoveryCodesRenewed'),
    );
  });
  return { codes };
}
