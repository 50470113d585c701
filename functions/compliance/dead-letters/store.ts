// SQL of what gave up, run by the maintenance login.
import * as z from 'zod';
import { DeadLetter } from '../../../shared/dead-letters.ts';
import { newId } from '../../../shared/ids.ts';
import type { Failed } from '../../platform/job-failures.ts';
import { list } from '../../platform/lists.ts';
import { command, query } from '../../platform/statement.ts';

/** A message whose row is gone has been done, or belonged to a business that is. */
const isOpen = (f: string) => `${f}.dead_at is not null and ${f}.discarded_at is null
  and (${f}.retried_at is null or ${f}.retried_at < ${f}.dead_at)
  and (${f}.message_id is null or exists (select from outbox o where o.tenant_id = ${f}.tenant_id and o.id = ${f}.message_id))`;

const businessOf = (column: string) => `left(encode(sha256(convert_to(${column}::text, 'UTF8')), 'hex'), 12)`;

/** Mails end as failed or unknown in their own table, where their business sees and settles them. */
const everything = `(
    select f.id, case when f.queue like 'timer.%' then 'timer' else 'message' end as kind, f.queue, f.first_at, f.last_at, f.attempts,
      f.reason, ${businessOf('f.tenant_id')} as business, f.dead_at,
      f.queue like 'timer.%' or f.text is not null and f.queue not like 'webjobs-%' as can_retry
    from job_failures f where ${isOpen('f')}
    union all
    select d.id, 'mail', 'mail ' || d.kind, d.queued_at, d.failed_at, d.attempts, d.reason, ${businessOf('d.tenant_id')}, d.failed_at, false
    from deliveries d where d.state in ('failed', 'unknown') and d.failed_at > now() - interval '30 days'
  ) l`;

export const letters = list({
  item: DeadLetter,
  columns: 'l.id, l.kind, l.queue, l.first_at, l.last_at, l.attempts, l.reason, l.business, l.dead_at, l.can_retry',
  from: everything,
  id: 'l.id',
  sorts: { deadAt: { expression: 'l.dead_at', type: 'timestamptz' } },
  defaultSort: '-deadAt',
});

export type Kept = Failed & { text: string };

/** Kept once per message, however often it was set aside; nothing of a business that is no more. */
export const keepLetters = (kept: readonly Kept[], at: Date) =>
  command(
    `insert into job_failures as f (id, queue, key, tenant_id, message_id, first_at, last_at, attempts, reason, dead_at, text)
     select k.id, k.queue, k.key, k.tenant_id, k.message_id, $7, $7, 0, null, $7, k.text
     from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::text[]) k (id, queue, key, tenant_id, message_id, text)
     where k.tenant_id is null or exists (select from tenants t where t.id = k.tenant_id)
     on conflict on constraint failure_is_kept_once do update set dead_at = excluded.dead_at, text = excluded.text`,
    [
      kept.map(() => newId()),
      ...(['queue', 'key', 'tenantId', 'messageId', 'text'] as const).map((name) => kept.map((one) => one[name])),
      at,
    ],
  );

const Taken = z.strictObject({
  queue: z.string(),
  key: z.string(),
  text: z.string().nullable(),
  tenantId: z.uuid().nullable(),
  messageId: z.uuid().nullable(),
});
export type Taken = z.infer<typeof Taken>;
const taken = 'f.queue, f.key, f.text, f.tenant_id, f.message_id';

/** Exactly one of two who ask at once gets the row: the second finds it put back already. */
export const claim = (id: string, by: string, at: Date) =>
  query(
    Taken,
    `update job_failures f set retried_at = $3, decided_by = $2 where f.id = $1 and ${isOpen('f')}
       and (f.queue like 'timer.%' or f.text is not null and f.queue not like 'webjobs-%') returning ${taken}`,
    [id, by, at],
  );

export const unclaim = (id: string) =>
  command('update job_failures set retried_at = null, decided_by = null where id = $1', [id]);

/** As if it had never been tried: the timer sends it, should the queue be out of reach. */
export const giveBack = ({ tenantId, messageId }: Pick<Taken, 'tenantId' | 'messageId'>, at: Date) =>
  command(
    `update outbox set attempts = 0, next_at = $3::timestamptz + interval '1 minute' where tenant_id = $1 and id = $2`,
    [tenantId, messageId, at],
  );

export const discard = (id: string, by: string, reason: string, at: Date) =>
  query(
    Taken,
    `update job_failures f set discarded_at = $4, decided_by = $2, discard_reason = $3, text = null where f.id = $1 and ${isOpen('f')}
     returning ${taken}`,
    [id, by, reason, at],
  );

export const removeMessage = ({ tenantId, messageId }: Pick<Taken, 'tenantId' | 'messageId'>) =>
  command('delete from outbox where tenant_id = $1 and id = $2', [tenantId, messageId]);

export const isKnown = (id: string) =>
  query(z.strictObject({ known: z.boolean() }), 'select exists (select from job_failures where id = $1) as known', [
    id,
  ]);

/** What has not failed for thirty days says nothing any more, and neither does what has been done since. */
export const forget = (before: Date) =>
  command(
    `delete from job_failures f where f.last_at < $1 and not (${isOpen('f')})
       or f.last_at < $1 and f.message_id is null or f.message_id is not null and f.last_at < now() - interval '1 hour'
       and not exists (select from outbox o where o.tenant_id = f.tenant_id and o.id = f.message_id)`,
    [before],
  );
