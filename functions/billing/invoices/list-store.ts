// SQL of many invoices: lists, sums and the story of one.
import * as z from 'zod';
import { InvoiceListItem, InvoiceSummary, TimelineEntry, type InvoiceList } from '../../../shared/invoices.ts';
import { list, numbered, type Condition } from '../../platform/lists.ts';
import { query, type Statement } from '../../platform/statement.ts';
import { isOpen, isPaid, openMinor } from './columns-of-money.ts';
import { recordColumns, todayAt } from './store.ts';

export type InvoiceFilter = Omit<InvoiceList, 'limit' | 'cursor' | 'sort'>;

const from = 'invoices i join clients c on c.tenant_id = i.tenant_id and c.id = i.client_id';
const today = todayAt('$1');

/** As the indexes have it, word for word. */
const orLatest = (column: string, latest: string) => `case when ${column} is null then '${latest}' else ${column} end`;
const issueDate = orLatest('i.issue_date', '9999-12-31');
const dueDate = orLatest('i.due_date', '9999-12-31');

/** Comparisons that PostgreSQL calls leakproof, so that under row security an index may answer them. */
const compared = {
  state: 'i.state = ?',
  kind: 'i.kind = ?',
  clientId: 'i.client_id = ?',
  currency: 'i.currency = ?',
  issuedFrom: `${issueDate} >= ?::date and i.issue_date is not null`,
  issuedTo: `${issueDate} <= ?::date`,
  dueFrom: `${dueDate} >= ?::date and i.due_date is not null`,
  dueTo: `${dueDate} <= ?::date`,
  totalFrom: 'i.total_minor >= ?::bigint',
  totalTo: 'i.total_minor <= ?::bigint',
} satisfies Partial<Record<keyof InvoiceFilter, string>>;

/** The instant comes first, so that columns and conditions may both call it `$1`. */
export function conditionsOf(
  { open, overdue, paymentState, tagId, search, ...filter }: InvoiceFilter,
  at: Date,
): Condition[] {
  const conditions: Condition[] = [['?::timestamptz is not null', at]];
  for (const [name, text] of Object.entries(compared)) {
    const value = filter[name as keyof typeof compared]; // the table's own keys
    if (value !== undefined) conditions.push([text, value]);
  }
  if (open) conditions.push([isOpen]);
  if (paymentState) conditions.push([isPaid[paymentState]]);
  if (tagId) conditions.push(['i.id in (select l.invoice_id from invoice_tags l where l.tag_id = ?)', tagId]);
  if (overdue) conditions.push([`${isOpen} and i.due_date < ${today}`]);
  if (search)
    conditions.push([`(i.search || ' ' || c.search) like all ((select app.search_patterns(?))::text[])`, search]);
  return conditions;
}

export const invoiceList = list({
  item: InvoiceListItem,
  columns: recordColumns(today),
  from,
  id: 'i.id',
  sorts: {
    createdAt: { expression: 'i.created_at', type: 'timestamptz' },
    issueDate: { expression: issueDate, type: 'date' },
    dueDate: { expression: dueDate, type: 'date' },
    number: { expression: orLatest('i.number', '~'), type: 'text' },
    totalMinor: { expression: 'i.total_minor', type: 'bigint' },
  },
  defaultSort: '-createdAt',
});

/** Count and sums per currency; one row. */
export function summarize(filter: InvoiceFilter, at: Date): Statement<InvoiceSummary> {
  const { text, values } = numbered(conditionsOf(filter, at));
  return query(
    InvoiceSummary,
    `select coalesce(sum(count), 0)::int as count, coalesce(jsonb_agg(jsonb_build_object('currency', currency,
       'totalMinor', total, 'overdueMinor', overdue, 'openMinor', open) order by currency), '[]') as sums
     from (
       select i.currency, count(*) as count, sum(case i.kind when 'return' then -i.total_minor else i.total_minor end) as total,
         coalesce(sum(${openMinor}), 0) as open,
         coalesce(sum(${openMinor}) filter (where ${isOpen} and i.due_date < ${today}), 0) as overdue
       from ${from} where ${text} group by i.currency
     ) per_currency`,
    values,
  );
}

const Told = TimelineEntry.extend({ reason: z.string().nullable() });
export type Told = z.infer<typeof Told>;

/**
 * What happened, oldest first, told from the facts themselves; no row when there is no such invoice. The mail service tells its times in
 * whole seconds, so within one second things stand in the order in which they can only have happened.
 */
export function readTimeline(id: string): Statement<Told> {
  return query(
    Told,
    `with mails as (
       select * from deliveries d where d.invoice_id = $1 or d.id in (select r.delivery_id from reminder_invoices r where r.invoice_id = $1)
     )
     select facts.at, facts.kind, app.actor_name(facts.actor) as actor_name, facts.detail, facts.reason
     from (
       select created_at as at, 'created' as kind, created_by as actor, null as detail, null as reason from invoices where id = $1
       union all select issued_at, 'issued', issued_by, number, null from invoices where id = $1
       union all select cancelled_at, 'cancelled', cancelled_by, cancel_reason, null from invoices where id = $1
       union all select pdf_at, 'pdfReady', null, null, null from invoices where id = $1
       union all select queued_at, 'mailQueued', requested_by, recipient, null from mails
       union all select least(accepted_at, delivered_at, opened_at), 'mailAccepted', null, recipient, null from mails
         where accepted_at is not null
       union all select delivered_at, 'mailDelivered', null, recipient, null from mails
       union all select opened_at, 'mailOpened', null, recipient, null from mails
       union all select failed_at, case state when 'bounced' then 'mailBounced' else 'mailFailed' end, null,
         recipient, reason from mails where state in ('bounced', 'failed', 'unknown')
       union all select first_opened_at, 'linkOpened', null, null, null from portal_links where invoice_id = $1
       union all select first_opened_at, 'fileOpened', null, name, null from files where invoice_id = $1
       union all select revoked_at, 'linkRevoked', revoked_by, null, null from portal_links where invoice_id = $1
     ) facts
     where facts.at is not null
     order by date_trunc('second', facts.at), array_position($2::text[], facts.kind)`,
    [id, TimelineEntry.shape.kind.options],
  );
}
