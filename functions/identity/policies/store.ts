// SQL of publications and their notices: read through the gate by everybody, written by the maintenance login.
import * as z from 'zod';
import { NoticeCounts, Publication, type PolicyName } from '../../../shared/policies.ts';
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

const People = z.strictObject({ people: z.int() });
export const countPeople = query(People, 'select count(*)::int as people from users');

/** One for everybody who is there now. Whoever comes later agrees to the text that holds then. */
export const insertNotices = (policy: PolicyName, version: string) =>
  command(
    'insert into policy_notices (id, policy, version, user_id) select uuidv7(), $1, $2, id from users on conflict do nothing',
    [policy, version],
  );

const Counted = z.strictObject({ ...Publication.shape, ...NoticeCounts.shape });

export const countedPublications = query(
  Counted,
  `select p.policy, p.version, p.is_material, p.published_at, p.effective_at, count(n.id)::int as people,
     count(n.id) filter (where n.sent_at is null and n.failed_at is null)::int as waiting, count(n.sent_at)::int as sent,
     count(n.delivered_at)::int as delivered, count(n.bounced_at)::int as bounced, count(n.failed_at)::int as failed
   from policy_publications p left join policy_notices n on n.policy = p.policy and n.version = p.version
   group by p.policy, p.version order by p.effective_at desc, p.policy`,
);
