// SQL of merges: what was merged with what, what moved, and what would be torn apart by undoing it.
import * as z from 'zod';
import { ClientMerge } from '../../../shared/client-merges.ts';
import { CustomValues } from '../../../shared/custom-fields.ts';
import { command, json, query, type Statement } from '../../platform/statement.ts';

const countOf = (condition: string) =>
  `(select count(*)::int from client_merge_moves v where v.merge_id = m.id and ${condition})`;

const shown = `select m.id, m.survivor_id, s.name as survivor_name, m.merged_id, o.name as merged_name, m.merged_at,
    app.actor_name(m.merged_by) as merged_by_name, m.undone_at, ${countOf(`v.kind = 'invoices'`)} as invoice_count,
    ${countOf(`v.kind = 'payments'`)} as payment_count, ${countOf(`v.kind not in ('invoices', 'payments')`)} as other_count
  from client_merges m join clients s on s.tenant_id = m.tenant_id and s.id = m.survivor_id
    join clients o on o.tenant_id = m.tenant_id and o.id = m.merged_id`;

export const showMerge = (id: string): Statement<ClientMerge> => query(ClientMerge, `${shown} where m.id = $1`, [id]);

export const mergesOf = (clientId: string): Statement<ClientMerge> =>
  query(ClientMerge, `${shown} where m.survivor_id = $1 order by m.merged_at desc, m.id desc limit 20`, [clientId]);

const Values = z.strictObject({ fields: z.record(z.string(), z.unknown()), custom: CustomValues });
export type Values = z.infer<typeof Values>;

const Kept = z.strictObject({
  id: z.uuid(),
  survivorId: z.uuid(),
  mergedId: z.uuid(),
  before: Values,
  taken: Values,
  mergedArchivedAt: z.string().nullable(),
  mergedAt: z.string(),
  undoneAt: z.string().nullable(),
});
export type Kept = z.infer<typeof Kept>;

/** Whoever acts on a merge at the same time waits. */
export const lockMerge = (id: string): Statement<Kept> =>
  query(
    Kept,
    `select id, survivor_id, merged_id, before, taken, merged_archived_at, merged_at, undone_at
     from client_merges where id = $1 for update`,
    [id],
  );

export const insertMerge = (merge: Omit<Kept, 'undoneAt'>): Statement<never> =>
  command(
    `insert into client_merges (id, survivor_id, merged_id, before, taken, merged_archived_at, merged_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      merge.id,
      merge.survivorId,
      merge.mergedId,
      json(merge.before),
      json(merge.taken),
      merge.mergedArchivedAt,
      merge.mergedAt,
    ],
  );

export const markUndone = (id: string, at: string): Statement<never> =>
  command(
    `update client_merges set undone_at = $2, undone_by = app.user_id(), acting = pg_current_xact_id() where id = $1`,
    [id, at],
  );

/** The name on the client is that of its primary contact, whoever that is after a move. */
export const followPrimary = (clientId: string): Statement<never> =>
  command(
    `update clients c set contact_name = p.name
     from (select (select name from client_contacts where client_id = $1 and is_primary) as name) p
     where c.id = $1 and c.contact_name is distinct from p.name`,
    [clientId],
  );

/** Documents that became each other's after the merge, one of which would go back without the other. */
export function countTies(mergeId: string): Statement<{ count: number }> {
  const moved = (kind: string, id: string) =>
    `exists (select from client_merge_moves m where m.merge_id = $1 and m.kind = '${kind}' and m.record_id = ${id})`;
  return query(
    z.strictObject({ count: z.int() }),
    `with s as (select survivor_id as id from client_merges where id = $1)
     select ((
       select count(*) from (
         select a.payment_id, a.invoice_id from payment_allocations a
           join payments p on p.tenant_id = a.tenant_id and p.id = a.payment_id join s on s.id = p.client_id
         group by a.payment_id, a.invoice_id having sum(a.amount_minor) <> 0
       ) pair where ${moved('payments', 'pair.payment_id')} <> ${moved('invoices', 'pair.invoice_id')}
     ) + (
       select count(*) from invoices r join s on s.id = r.client_id
       where r.original_id is not null and ${moved('invoices', 'r.id')} <> ${moved('invoices', 'r.original_id')}
     ) + (
       select count(*) from payments p join s on s.id = p.client_id
       where p.return_id is not null and ${moved('payments', 'p.id')} <> ${moved('invoices', 'p.return_id')}
     ))::int as count`,
    [mergeId],
  );
}
