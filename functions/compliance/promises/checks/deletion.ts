// Businesses and people whose deletion was asked for: none is overdue, and whose day has come is gone.
import * as z from 'zod';
import { query } from '../../../platform/statement.ts';
import { counted, keptIf, timed, type PromiseCheck } from '../promise.ts';

const Found = z.strictObject({
  pending: z.int(),
  pendingAccounts: z.int(),
  nextDueAt: z.string().nullable(),
  overdue: z.int(),
  erased: z.int(),
  lastErasedAt: z.string().nullable(),
  unfinished: z.int(),
});

// The timer comes every hour; two hours are patience enough. A run that died is done with when a later one of the same subject ended.
const deletions = (now: Date) =>
  query(
    Found,
    `select c.*, e.* from
       (select count(*) filter (where not is_account)::int as pending, count(*) filter (where is_account)::int as pending_accounts,
          min(due_at) as next_due_at, count(*) filter (where due_at < $1::timestamptz - interval '2 hours')::int as overdue
        from (select due_at, false as is_account from closings union all select due_at, true from account_closings) d) c,
       (select count(finished_at)::int as erased, max(finished_at) as last_erased_at,
          count(*) filter (where finished_at is null and started_at < $1::timestamptz - interval '2 hours' and not exists (
            select from erasures d where d.subject_hash = a.subject_hash and d.finished_at >= a.started_at))::int as unfinished
        from erasures a) e`,
    [now],
  );

export const deletion: PromiseCheck = {
  key: 'deletion',
  async look({ clock }, keeper) {
    const [found] = await keeper.read(deletions(clock()));
    const { pending, pendingAccounts, nextDueAt, overdue, erased, lastErasedAt, unfinished } = Found.parse(found);
    return {
      result: keptIf(overdue === 0 && unfinished === 0),
      evidence: [
        counted('pendingDeletions', pending),
        counted('pendingAccountDeletions', pendingAccounts),
        timed('nextDeletion', nextDueAt),
        counted('overdueDeletions', overdue + unfinished),
        counted('erasures', erased),
        timed('lastErasure', lastErasedAt),
      ],
    };
  },
};
