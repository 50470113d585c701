// Every material change was mailed to everybody fourteen days ahead, and the texts that ship are those that were published.
import * as z from 'zod';
import { shippedVersion } from '../../../identity/policies/policies.ts';
import { policyNames } from '../../../../shared/policies.ts';
import { query } from '../../../platform/statement.ts';
import { counted, keptIf, timed, type PromiseCheck } from '../promise.ts';

const Found = z.strictObject({
  policy: z.enum(policyNames),
  version: z.string(),
  isMaterial: z.boolean(),
  publishedAt: z.string(),
  sha256Tr: z.string(),
  sha256En: z.string(),
  told: z.int(),
  late: z.int(),
  bounced: z.int(),
  failed: z.int(),
});

// A day is more than enough for the timer that comes every minute. An address that no server takes is told apart: we cannot reach it.
const found = (now: Date) =>
  query(
    Found,
    `select p.policy, p.version, p.is_material, p.published_at, encode(p.sha256_tr, 'hex') as sha256_tr,
       encode(p.sha256_en, 'hex') as sha256_en, count(n.sent_at)::int as told, count(n.bounced_at)::int as bounced,
       count(n.failed_at)::int as failed,
       count(n.id) filter (where n.sent_at is null and n.failed_at is null and p.published_at <= $1::timestamptz - interval '1 day')::int as late
     from policy_publications p left join policy_notices n on n.policy = p.policy and n.version = p.version
     group by p.policy, p.version order by p.published_at desc`,
    [now],
  );

type Row = z.infer<typeof Found>;
const isText = ({ policy, version, sha256Tr, sha256En }: Row) => {
  const shipped = shippedVersion(policy, version);
  return !shipped || (shipped.sha256.tr === sha256Tr && shipped.sha256.en === sha256En);
};

export const policyNotice: PromiseCheck = {
  key: 'policyNotice',
  async look({ clock }, keeper) {
    const rows = await keeper.read(found(clock()));
    const material = rows.filter(({ isMaterial }) => isMaterial);
    const sum = (name: 'told' | 'late' | 'bounced' | 'failed') => material.reduce((total, row) => total + row[name], 0);
    const changed = rows.filter((row) => !isText(row)).length;
    return {
      result: keptIf(rows.length > 0 && sum('late') === 0 && changed === 0),
      evidence: [
        counted('publications', rows.length),
        counted('materialChanges', material.length),
        timed('lastChange', material[0]?.publishedAt ?? null),
        counted('noticesSent', sum('told')),
        counted('noticesBounced', sum('bounced') + sum('failed')),
        counted('noticesLate', sum('late')),
        counted('changedTexts', changed),
      ],
    };
  },
};
