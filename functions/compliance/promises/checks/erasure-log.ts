// The record of deletions: hashes and counts alone, none older than three years.
import * as z from 'zod';
import { query } from '../../../platform/statement.ts';
import { counted, keptIf, timed, type PromiseCheck } from '../promise.ts';

const Found = z.strictObject({ entries: z.int(), oldestAt: z.string().nullable(), old: z.int() });

const records = (now: Date) =>
  query(
    Found,
    `select count(*)::int as entries, min(started_at) as oldest_at,
       count(*) filter (where started_at < $1::timestamptz - interval '3 years 2 days')::int as old from erasures`,
    [now],
  );

export const erasureLog: PromiseCheck = {
  key: 'erasureLog',
  async look({ clock }, keeper) {
    const [found] = await keeper.read(records(clock()));
    const { entries, oldestAt, old } = Found.parse(found);
    return {
      result: keptIf(old === 0),
      evidence: [counted('erasureRecords', entries), timed('oldestRecord', oldestAt), counted('expiredRecords', old)],
    };
  },
};
