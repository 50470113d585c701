// The log of erasures: what went, when and how much, without a word of whom.
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { command, json, query } from '../../platform/statement.ts';

const Forgotten = z.strictObject({ n: z.int() });

/** @param subject whose it was; only its SHA-256 is kept */
export const insertErasure = (id: string, kind: 'tenant' | 'user' | 'archive', subject: string, at: Date) =>
  command('insert into erasures (id, kind, subject_hash, started_at) values ($1, $2, $3, $4)', [
    id,
    kind,
    createHash('sha256').update(subject).digest(),
    at,
  ]);

export const finishErasure = (id: string, at: Date, counts: Record<string, number>) =>
  command('update erasures set finished_at = $2, counts = $3 where id = $1', [id, at, json(counts)]);

/** The log of erasures is kept for three years. */
export const forgetErasureLog = (now: Date) =>
  query(
    Forgotten,
    `with gone as (
       delete from erasures where started_at at time zone 'Europe/Istanbul' < $1::timestamptz at time zone 'Europe/Istanbul' - interval '3 years'
       returning 1
     )
     select count(*)::int as n from gone`,
    [now],
  );
