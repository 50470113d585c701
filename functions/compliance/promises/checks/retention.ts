// Issued invoices in their archive: none waits for long, none outlives its ten years, and one drawn by lot is what it was.
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { query } from '../../../platform/statement.ts';
import { nameOf } from '../../archive/archive.ts';
import { counted, keptIf, timed, type PromiseCheck } from '../promise.ts';

const Found = z.strictObject({
  retained: z.int(),
  nextEndAt: z.string().nullable(),
  waiting: z.int(),
  outlived: z.int(),
});

// The archive is filled every five minutes and ended every night.
const retained = (now: Date) =>
  query(
    Found,
    `select c.*, w.* from
       (select count(*)::int as retained, min(keep_until) as next_end_at,
          count(*) filter (where keep_until < $1::timestamptz - interval '2 days')::int as outlived from retention_cases) c,
       (select count(*)::int as waiting from invoice_archives a join invoices i on i.tenant_id = a.tenant_id and i.id = a.invoice_id
        where a.archived_at is null and i.pdf_state = 'ready' and a.waits_since < $1::timestamptz - interval '1 hour'
          and not exists (select from closings x where x.tenant_id = a.tenant_id and x.erasing_at is not null)) w`,
    [now],
  );

const Drawn = z.strictObject({ id: z.uuid(), keepUntil: z.iso.datetime(), documentHash: z.string() });
const byLot = query(
  Drawn,
  `select id, keep_until, encode(document_hash, 'hex') as document_hash from retention_cases
   where keep_until > now() order by id offset floor(random() * (select count(*) from retention_cases where keep_until > now())) limit 1`,
);

export const retention: PromiseCheck = {
  key: 'retention',
  async look({ clock, ports }, keeper) {
    const [[found], [drawn]] = [await keeper.read(retained(clock())), await keeper.read(byLot)];
    const { retained: documents, nextEndAt, waiting, outlived } = Found.parse(found);
    const kept = drawn && (await ports.archive.get(nameOf(new Date(drawn.keepUntil), drawn.id, 'document.json')));
    const isSame = !drawn || (kept && createHash('sha256').update(kept.bytes).digest('hex') === drawn.documentHash);
    return {
      result: keptIf(waiting === 0 && outlived === 0 && Boolean(isSame)),
      evidence: [
        counted('archivedDocuments', documents),
        counted('lateDocuments', waiting),
        counted('outlivedDocuments', outlived),
        counted('alteredDocuments', isSame ? 0 : 1),
        timed('nextRetentionEnd', nextEndAt),
      ],
    };
  },
};
