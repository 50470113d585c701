// SQL of a client's timeline: facts of several tables, told as one list, page by page.
import * as z from 'zod';
import { ClientEvent } from '../../../shared/notes.ts';
import { query, type Statement } from '../../platform/statement.ts';

/** The mail's own kind, where it says more than that a mail was sent. */
const sentKind = `case when d.kind like 'reminder%' then 'reminderSent' when d.kind = 'statement' then 'statementSent' else 'mailSent' end`;
/** A mail about no invoice is named by its subject. */
const mails = (at: string, kind: string, actor = 'null::uuid') =>
  `select d.${at}, ${kind}, d.id, ${actor}, i.id, coalesce(i.number, d.subject), null::bigint, null, d.recipient, null::int
   from deliveries d left join invoices i on i.tenant_id = d.tenant_id and i.id = d.invoice_id
   where d.client_id = $1 and d.${at} is not null`;

/**
 * Each fact once: when, what, which record, who, invoice, number, amount, currency, detail, version. `$1` is the client. They stand in the
 * order in which they can only have happened, for those of one instant.
 */
const facts = [
  `select created_at, 'created', id, null::uuid, null::uuid, null, null::bigint, null, null, null::int from clients where id = $1`,
  `select created_at, 'note', id, author_id, null::uuid, null, null::bigint, null, text, version from client_notes where client_id = $1`,
  `select i.issued_at, case i.kind when 'return' then 'returnIssued' else 'invoiceIssued' end, i.id, i.issued_by, i.id, i.number,
     i.total_minor, i.currency, o.number, null::int
   from invoices i left join invoices o on o.tenant_id = i.tenant_id and o.id = i.original_id
   where i.client_id = $1 and i.issued_at is not null and i.kind <> 'opening'`,
  mails('accepted_at', sentKind, 'd.requested_by'),
  mails('opened_at', `'mailOpened'`),
  mails('failed_at', `'mailFailed'`),
  `select created_at, 'payment', id, created_by, null::uuid, null, amount_minor, currency, reference, null::int
   from payments where client_id = $1 and kind = 'payment'`,
  `select p.created_at, 'writtenOff', p.id, p.created_by, i.id, i.number, p.amount_minor, p.currency, p.note, null::int
   from payments p
   join payment_allocations a on a.tenant_id = p.tenant_id and a.payment_id = p.id and a.reverses_id is null
   join invoices i on i.tenant_id = a.tenant_id and i.id = a.invoice_id
   where p.client_id = $1 and p.kind = 'writeOff'`,
  `select v.voided_at, case p.kind when 'writeOff' then 'writeOffVoided' else 'paymentVoided' end, p.id, v.voided_by, null::uuid, null,
     p.amount_minor, p.currency, v.reason, null::int
   from payment_voids v join payments p on p.tenant_id = v.tenant_id and p.id = v.payment_id
   where p.client_id = $1 and p.kind in ('payment', 'writeOff')`,
  `select cancelled_at, case kind when 'return' then 'returnCancelled' else 'invoiceCancelled' end, id, cancelled_by, id, number,
     total_minor, currency, cancel_reason, null::int
   from invoices where client_id = $1 and cancelled_at is not null and kind <> 'opening'`,
];
const names = 'at, kind, id, actor_id, invoice_id, number, amount_minor, currency, detail, version';

/** Where a page ended: the instant to the microsecond, the place of the fact among those of one instant, the record. */
const ExactInstant = z.iso.datetime({ precision: 6 }).refine((at) => at >= '0001');
export const Place = z.tuple([ExactInstant, z.int().min(0).max(99), z.uuid()]);
export type Place = z.infer<typeof Place>;

const Placed = ClientEvent.extend({ place: z.int(), exactAt: z.string() });
export type Placed = z.infer<typeof Placed>;

/** What happened before a place, or the latest, newest first. Each table gives no more than the page holds. */
export function timelineOf(clientId: string, limit: number, before: Place | undefined): Statement<Placed> {
  const parts = facts.map(
    (fact, place) =>
      `(select ${place} as place, * from (${fact}) f (${names})
        ${before ? `where (at, ${place}, id) < ($3::timestamptz, $4::int, $5::uuid)` : ''} order by at desc, id desc limit $2)`,
  );
  return query(
    Placed,
    `select f.at, f.kind, f.id, f.actor_id, app.actor_name(f.actor_id) as actor_name, f.invoice_id, f.number, f.amount_minor, f.currency, f.detail,
       f.version, f.place, to_char(f.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as exact_at
     from (${parts.join(' union all ')}) f
     order by f.at desc, f.place desc, f.id desc limit $2`,
    [clientId, limit, ...(before ?? [])],
  );
}
