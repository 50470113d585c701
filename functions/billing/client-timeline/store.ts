// SQL of a client's timeline: facts of several tables, told as one list.
import { ClientEvent } from '../../../shared/notes.ts';
import { query, type Statement } from '../../platform/statement.ts';

const max = 100;

/** Each fact once: when, what, which record, who, invoice, number, amount, currency, detail, version. `$1` is the client. A mail about no invoice is named by its subject. */
const facts = [
  `select created_at, 'created', id, null::uuid, null::uuid, null, null::bigint, null, null, null::int from clients where id = $1`,
  `select created_at, 'note', id, author_id, null, null, null, null, text, version from client_notes where client_id = $1`,
  `select issued_at, 'invoiceIssued', id, issued_by, id, number, total_minor, currency, null, null
   from invoices where client_id = $1 and issued_at is not null and kind <> 'opening'`,
  `select cancelled_at, 'invoiceCancelled', id, cancelled_by, id, number, total_minor, currency, cancel_reason, null
   from invoices where client_id = $1 and cancelled_at is not null`,
  `select d.accepted_at, 'mailSent', d.id, d.requested_by, i.id, coalesce(i.number, d.subject), null, null, d.recipient, null
   from deliveries d left join invoices i on i.tenant_id = d.tenant_id and i.id = d.invoice_id
   where d.client_id = $1 and d.accepted_at is not null`,
  `select d.opened_at, 'mailOpened', d.id, null, i.id, coalesce(i.number, d.subject), null, null, d.recipient, null
   from deliveries d left join invoices i on i.tenant_id = d.tenant_id and i.id = d.invoice_id
   where d.client_id = $1 and d.opened_at is not null`,
  `select d.failed_at, 'mailFailed', d.id, null, i.id, coalesce(i.number, d.subject), null, null, d.recipient, null
   from deliveries d left join invoices i on i.tenant_id = d.tenant_id and i.id = d.invoice_id
   where d.client_id = $1 and d.failed_at is not null`,
  `select created_at, 'payment', id, created_by, null, null, amount_minor, currency, reference, null
   from payments where client_id = $1 and kind = 'payment'`,
  `select v.voided_at, 'paymentVoided', p.id, v.voided_by, null, null, p.amount_minor, p.currency, v.reason, null
   from payment_voids v join payments p on p.tenant_id = v.tenant_id and p.id = v.payment_id where p.client_id = $1`,
];
const names = 'at, kind, id, actor_id, invoice_id, number, amount_minor, currency, detail, version';

export function timelineOf(clientId: string): Statement<ClientEvent> {
  const parts = facts.map((fact) => `(${fact} order by 1 desc limit ${max})`).join(' union all ');
  return query(
    ClientEvent,
    `select f.at, f.kind, f.id, f.actor_id, app.actor_name(f.actor_id) as actor_name, f.invoice_id, f.number, f.amount_minor, f.currency, f.detail,
       f.version
     from (${parts}) f (${names})
     order by f.at desc, f.kind, f.id limit ${max}`,
    [clientId],
  );
}
