// The log of erasures: what went, when and how much, without a word of whom.
import { command, json } from '../../platform/statement.ts';

export const insertErasure = (id: string, kind: 'tenant' | 'user' | 'archive', subjectHash: Uint8Array, at: Date) =>
  command('insert into erasures (id, kind, subject_hash, started_at) values ($1, $2, $3, $4)', [
    id,
    kind,
    subjectHash,
    at,
  ]);

export const finishErasure = (id: string, at: Date, counts: Record<string, number>) =>
  command('update erasures set finished_at = $2, counts = $3 where id = $1', [id, at, json(counts)]);

/** The log of erasures is kept for three years. */
export const forgetErasureLog = (before: Date) => command('delete from erasures where started_at < $1', [before]);
