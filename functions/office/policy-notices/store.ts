// SQL of the mails about changed texts, run by the maintenance login.
import * as z from 'zod';
import { Publication } from '../../../shared/policies.ts';
import { command, query } from '../../platform/statement.ts';

const Claimed = z.strictObject({
  id: z.uuid(),
  policy: Publication.shape.policy,
  version: z.string(),
  effectiveAt: z.string(),
  attempts: z.int(),
  name: z.string(),
  email: z.string(),
  language: z.enum(['tr', 'en']),
});
export type ClaimedNotice = z.infer<typeof Claimed>;

/** Takes the next ones; one whose sender died is taken again a quarter of an hour later. Two senders never take the same. */
export const claimNotices = (now: Date, limit: number) =>
  query(
    Claimed,
    `with next as (
       select id from policy_notices
       where sent_at is null and failed_at is null and (claimed_at is null or claimed_at <= $1::timestamptz - interval '15 minutes')
       order by id limit $2 for update skip locked
     ), taken as (
       update policy_notices n set claimed_at = $1, attempts = attempts + 1 from next where n.id = next.id returning n.*
     )
     select t.id, t.policy, t.version, p.effective_at, t.attempts, u.name, u.email, u.language
     from taken t join users u on u.id = t.user_id join policy_publications p on p.policy = t.policy and p.version = t.version order by t.id`,
    [now, limit],
  );

export const noticeSent = (id: string, at: Date, providerMessageId: string) =>
  command('update policy_notices set sent_at = $2, provider_message_id = $3 where id = $1', [
    id,
    at,
    providerMessageId,
  ]);

export const noticeFailed = (id: string, at: Date) =>
  command('update policy_notices set failed_at = $2 where id = $1 and sent_at is null', [id, at]);

/** What the mail service says later; told twice it changes nothing. */
export const noticeHeard = (id: string, column: 'delivered_at' | 'bounced_at', at: string) =>
  command(`update policy_notices set ${column} = coalesce(${column}, $2) where id = $1`, [id, at]);
