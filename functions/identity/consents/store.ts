// SQL of consents: rows are added and never touched again.
import { newId } from '../../../shared/ids.ts';
import type { Language } from '../../../shared/fields.ts';
import { Consent, PolicyReading } from '../../../shared/consents.ts';
import { coarseAddress } from '../../platform/addresses.ts';
import { command, query, type Statement } from '../../platform/statement.ts';

export type NewConsent = {
  userId: string;
  purpose: 'terms' | 'privacy' | 'age';
  version: string;
  textHash: Uint8Array;
  language: Language;
  method: Consent['method'];
  isGiven?: boolean;
  at: string;
  ip: string | null;
  userAgent: string | null;
};

export type OwnConsent = Omit<NewConsent, 'userId' | 'method' | 'at'>;

export function insertConsent(consent: NewConsent): Statement<never> {
  const { userId, purpose, version, textHash, language, method, at, ip, userAgent, isGiven = true } = consent;
  return command(
    `insert into consents (id, user_id, purpose, version, text_hash, language, method, at, ip, user_agent, is_given)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [newId(), userId, purpose, version, textHash, language, method, at, coarseAddress(ip), userAgent, isGiven],
  );
}

/** Of the person of the transaction, newest first. */
export const selectConsents = (): Statement<Consent> =>
  query(
    Consent,
    `select id, purpose, is_given, version, language, method, at from consents
     where user_id = app.user_id() order by at desc, id desc limit 200`,
  );

/** As `insertConsent`, for the person of the transaction and at its own instant, which orders it after those before. */
export function insertOwnConsent({ purpose, version, textHash, language, ip, userAgent, isGiven = true }: OwnConsent) {
  return command(
    `insert into consents (id, user_id, purpose, version, text_hash, language, method, at, ip, user_agent, is_given)
     values ($1, app.user_id(), $2, $3, $4, $5, 'account', now(), $6, $7, $8)`,
    [newId(), purpose, version, textHash, language, coarseAddress(ip), userAgent, isGiven],
  );
}

/** Of the person of the transaction, newest first. */
export const selectReadings = (): Statement<PolicyReading> =>
  query(
    PolicyReading,
    `select policy, version, language, read_at from policy_readings
     where user_id = app.user_id() order by read_at desc, policy, version`,
  );

/** Of the person of the transaction; the first time stays. */
export const insertReading = ({ policy, version, language, readAt }: PolicyReading): Statement<never> =>
  command(
    `insert into policy_readings (user_id, policy, version, language, read_at)
     values (app.user_id(), $1, $2, $3, $4) on conflict do nothing`,
    [policy, version, language, readAt],
  );
