// SQL of publications and their notices: read through the gate by everybody, written by the maintenance login.
import * as z from 'zod';
import { Publication, PublishedPolicy, type PolicyName } from '../../../shared/policies.ts';
import { command, query } from '../../platform/statement.ts';

export const publications = query(Publication, 'select * from gate.policy_publications()');

export type NewPublication = {
  policy: PolicyName;
  version: string;
  isMaterial: boolean;
  sha256: { tr: string; en: string };
  publishedAt: Date;
  effectiveAt: Date;
  publishedBy: string;
};

export const insertPublication = (one: NewPublication) =>
  command(
    `insert into policy_publications (policy, version, is_material, sha256_tr, sha256_en, published_at, effective_at, published_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      one.policy,
      one.version,
      one.isMaterial,
      Buffer.from(one.sha256.tr, 'hex'),
      Buffer.from(one.sha256.en, 'hex'),
      one.publishedAt,
      one.effectiveAt,
      one.publishedBy,
    ],
  );

const Before = z.strictObject({ people: z.int(), isPublished: z.boolean() });

/** Whom a publication would reach, and whether there is one already. */
export const countBefore = (policy: PolicyName, version: string) =>
  query(
    Before,
    `select (select count(*) from users)::int as people,
       exists (select from policy_publications where policy = $1 and version = $2) as is_published`,
    [policy, version],
  );

/** One for everybody who is there now. Whoever comes later agrees to the text that holds then. */
export const insertNotices = (policy: PolicyName, version: string) =>
  command(
    'insert into policy_notices (id, policy, version, user_id) select uuidv7(), $1, $2, id from users on conflict do nothing',
    [policy, version],
  );

export const countedPublications = query(
  PublishedPolicy,
  `select p.policy, p.version, p.is_material, p.published_at, p.effective_at, jsonb_build_object('people', count(n.id),
     'waiting', count(n.id) filter (where n.sent_at is null and n.failed_at is null), 'sent', count(n.sent_at),
     'delivered', count(n.delivered_at), 'bounced', count(n.bounced_at), 'failed', count(n.failed_at)) as notices
   from policy_publications p left join policy_notices n on n.policy = p.policy and n.version = p.version
   group by p.policy, p.version order by p.effective_at desc, p.policy`,
);
