// SQL of consents: rows are added and never touched again.
import { newId } from '../../../shared/ids.ts';
import type { Language } from '../../../shared/fields.ts';
import { command, type Statement } from '../../platform/statement.ts';

export type NewConsent = {
  userId: string;
  purpose: 'terms' | 'privacy' | 'age';
  version: string;
  textHash: Uint8Array;
  language: Language;
  method: 'signUp' | 'invitation';
  at: string;
  ip: string | null;
  userAgent: string | null;
};

export function insertConsent(consent: NewConsent): Statement<never> {
  const { userId, purpose, version, textHash, language, method, at, ip, userAgent } = consent;
  return command(
    `insert into consents (id, user_id, purpose, version, text_hash, language, method, at, ip, user_agent)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [newId(), userId, purpose, version, textHash, language, method, at, ip, userAgent],
  );
}
