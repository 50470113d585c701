// SQL of payments: written once, settled by allocations, undone by further rows; what follows from them the database keeps itself.
import * as z from 'zod';
import {
  Payment,
  PaymentAllocation,
  PaymentListItem,
  PaymentSummary,
  Settlement,
  type PaymentKind,
  type PaymentList,
  type Received,
} from '../../../shared/payments.ts';
import { list, numbered, type Condition } from '../../platform/lists.ts';
import { command, query, type Statement } from '../../platform/statement.ts';
import { isOpen, openMinor, worth } from '../invoices/columns-of-money.ts';

const received = `case when p.received_minor is not null then jsonb_build_object('currency', p.received_currency, 'amountMinor', p.received_minor,
    'rate', trim_scale(p.received_rate)::text) end as received`;
const recordColumns = `p.id, p.kind, p.client_id, c.name as client_name, p.payment_date, p.currency, p.amount_minor, p.allocated_minor,
  p.method, p.reference, p.note, ${received}, p.is_voided, p.created_at`;
const from = 'payments p join clients c on c.tenant_id = p.tenant_id and c.id = p.client_id';

export const paymentList = list({
  item: PaymentListItem,
  columns: recordColumns,
  from,
  id: 'p.id',
  sorts: {
    paymentDate: { expression: 'p.payment_date', type: 'date' },
    amountMinor: { expression: 'p.amount_minor', type: 'bigint' },
    createdAt: { expression: 'p.created_at', type: 'timestamptz' },
  },
  defaultSort: '-paymentDate',
});

export type PaymentFilter = Omit<PaymentList, 'limit' | 'cursor' | 'sort'>;

const conditionOfState = {
  valid: 'not p.is_voided',
  credit: 'p.allocated_minor < p.amount_minor and not p.is_voided',
  voided: 'p.is_voided',
};

export function conditionsOf(filter: PaymentFilter): Condition[] {
  const conditions: Condition[] = [];
  if (filter.clientId) conditions.push(['p.client_id = ?', filter.clientId]);
  if (filter.kind) conditions.push(['p.kind = ?', filter.kind]);
  if (filter.method) conditions.push(['p.method = ?', filter.method]);
  if (filter.currency) conditions.push(['p.currency = ?', filter.currency]);
  if (filter.from) conditions.push(['p.payment_date >= ?', filter.from]);
  if (filter.to) conditions.push(['p.payment_date <= ?', filter.to]);
  if (filter.state) conditions.push([conditionOfState[filter.state]]);
  if (filter.search)
    conditions.push([
      `(p.search || ' ' || c.search) like all ((select app.search_patterns(?))::text[])`,
      filter.search,
    ]);
  return conditions;
}

export function summarize(filter: PaymentFilter): Statement<PaymentSummary> {
  const { text, values } = numbered(conditionsOf(filter));
  return query(
    PaymentSummary,
    `select coalesce(sum(count), 0)::int as count, coalesce(jsonb_agg(jsonb_build_object('currency', currency,
       'amountMinor', amount, 'creditMinor', credit) order by currency), '[]') as sums
     from (
       select p.currency, count(*) as count, coalesce(sum(p.amount_minor) filter (where not p.is_voided), 0) as amount,
         coalesce(sum(p.amount_minor - p.allocated_minor) filter (where not p.is_voided), 0) as credit
       from ${from} where ${text} group by p.currency
     ) per_currency`,
    values,
  );
}

const Head = Payment.omit({ allocations: true });
export type PaymentHead = z.infer<typeof Head>;

/** `for no key update` keeps others from allocating or voiding it until the transaction ends. */
export const getPayment = (id: string, lock: '' | 'for no key update' = ''): Statement<PaymentHead> =>
  query(
    Head,
    `select ${recordColumns}, app.actor_name(p.created_by) as created_by_name, v.voided_at, app.actor_name(v.voided_by) as voided_by_name, v.reason as void_reason
     from ${from}
     left join payment_voids v on v.tenant_id = p.tenant_id and v.payment_id = p.id
     where p.id = $1 ${lock ? `${lock} of p` : ''}`,
    [id],
  );

/** Those of a payment that nothing has taken back. */
export const getAllocations = (paymentId: string): Statement<PaymentAllocation> =>
  query(
    PaymentAllocation,
    `select a.id, a.invoice_id, i.number as invoice_number, i.state as invoice_state, i.payable_minor, a.amount_minor, a.created_at
     from payment_allocations a join invoices i on i.tenant_id = a.tenant_id and i.id = a.invoice_id
     where a.payment_id = $1 and a.reverses_id is null and not exists (
       select from payment_allocations r where r.tenant_id = a.tenant_id and r.reverses_id = a.id
     ) order by a.created_at, a.id limit 500`,
    [paymentId],
  );

export const readPayment = (id: string) => [getPayment(id), getAllocations(id)] as const;

export const getSettlements = (invoiceId: string): Statement<Settlement> =>
  query(
    Settlement,
    `select a.id, p.id as payment_id, p.kind, p.payment_date, p.method, p.reference, p.note, ${received}, a.amount_minor,
       p.amount_minor as payment_minor, a.created_at, exists (
         select from payment_allocations r where r.tenant_id = a.tenant_id and r.reverses_id = a.id
       ) as is_taken_back
     from payment_allocations a join payments p on p.tenant_id = a.tenant_id and p.id = a.payment_id
     where a.invoice_id = $1 and a.reverses_id is null order by p.payment_date desc, a.created_at desc, a.id desc limit 200`,
    [invoiceId],
  );

/** What allocating needs to know of an invoice. */
const Payable = z.strictObject({
  id: z.uuid(),
  clientId: z.uuid(),
  currency: z.string(),
  state: z.string(),
  number: z.string().nullable(),
  worthMinor: z.int(),
  settledMinor: z.int(),
  openMinor: z.int(),
  day: z.string(),
});
export type Payable = z.infer<typeof Payable>;

const payableColumns = `i.id, i.client_id, i.currency, i.state, i.number,
  ${worth} as worth_minor, i.settled_minor, ${openMinor} as open_minor,
  coalesce(i.due_date, i.issue_date, '9999-12-31') as day`;

/** Named invoices, locked in the order of their ids, as every writer does. */
export const lockInvoices = (ids: readonly string[]): Statement<Payable> =>
  query(
    Payable,
    `select ${payableColumns} from invoices i where i.id = any($1::uuid[])
     order by i.id for no key update of i`,
    [ids],
  );

/** The open invoices of a client in one currency that come first by due date, locked in the order of their ids. */
export const lockOldest = (clientId: string, currency: string): Statement<Payable> =>
  query(
    Payable,
    `select ${payableColumns} from invoices i
     where i.client_id = $1 and i.currency = $2 and ${isOpen} and i.id in (
       select i.id from invoices i where i.client_id = $1 and i.currency = $2 and ${isOpen}
       order by coalesce(i.due_date, i.issue_date), i.id limit 200
     ) order by i.id for no key update of i`,
    [clientId, currency],
  );

/** The same for a payment that is there already. */
export const lockOldestOf = (paymentId: string): Statement<Payable> =>
  query(
    Payable,
    `select ${payableColumns} from invoices i
     where ${isOpen} and i.id in (
       select i.id from invoices i join payments p
         on p.tenant_id = i.tenant_id and p.client_id = i.client_id and p.currency = i.currency
       where p.id = $1 and ${isOpen} order by coalesce(i.due_date, i.issue_date), i.id limit 200
     ) order by i.id for no key update of i`,
    [paymentId],
  );

export type NewPayment = {
  id: string;
  kind: PaymentKind;
  clientId: string;
  paymentDate: string;
  currency: string;
  amountMinor: number;
  method: string | null;
  reference: string | null;
  note: string | null;
  received?: Received | null;
  /** Of a credit: the return invoice that it comes from. */
  returnId?: string;
};

export const insertPayment = (payment: NewPayment, at: Date): Statement<never> =>
  command(
    `insert into payments (id, kind, client_id, payment_date, currency, amount_minor, method, reference, note, created_at, return_id,
       received_currency, received_minor, received_rate)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[payment.id, payment.kind, payment.clientId, payment.paymentDate, payment.currency, payment.amountMinor],
      ...[payment.method, payment.reference, payment.note, at, payment.returnId ?? null],
      ...[payment.received?.currency ?? null, payment.received?.amountMinor ?? null, payment.received?.rate ?? null],
    ],
  );

export type NewAllocation = { id: string; invoiceId: string; amountMinor: number; overpays: boolean };

/** All at once, so that payment and invoices are brought up to date once. */
export function insertAllocations(
  paymentId: string,
  allocations: readonly NewAllocation[],
  at: Date,
): Statement<never> {
  return command(
    `insert into payment_allocations (id, payment_id, invoice_id, amount_minor, overpays, created_at)
     select a.id, $1, a.invoice_id, a.amount_minor, a.overpays, $2
     from unnest($3::uuid[], $4::uuid[], $5::bigint[], $6::boolean[]) as a(id, invoice_id, amount_minor, overpays)`,
    [
      ...[paymentId, at, allocations.map(({ id }) => id), allocations.map(({ invoiceId }) => invoiceId)],
      ...[allocations.map(({ amountMinor }) => amountMinor), allocations.map(({ overpays }) => overpays)],
    ],
  );
}

const Taken = PaymentAllocation.pick({ id: true, invoiceNumber: true, amountMinor: true }).extend({
  isTakenBack: z.boolean(),
});

/** One allocation of a payment, taken back or not. */
export const getAllocation = (paymentId: string, id: string): Statement<z.infer<typeof Taken>> =>
  query(
    Taken,
    `select a.id, i.number as invoice_number, a.amount_minor, exists (
       select from payment_allocations r where r.tenant_id = a.tenant_id and r.reverses_id = a.id
     ) as is_taken_back
     from payment_allocations a join invoices i on i.tenant_id = a.tenant_id and i.id = a.invoice_id
     where a.payment_id = $1 and a.id = $2 and a.reverses_id is null`,
    [paymentId, id],
  );

/** Takes one allocation back, whole, by a row that mirrors it. */
export const reverseAllocation = (id: string, at: Date): Statement<never> =>
  command(
    `insert into payment_allocations (payment_id, invoice_id, amount_minor, overpays, reverses_id, created_at)
     select payment_id, invoice_id, -amount_minor, overpays, id, $2 from payment_allocations where id = $1`,
    [id, at],
  );

/** Takes back whatever of a payment still settles invoices, and voids it. */
export const voidStatements = (paymentId: string, reason: string, at: Date): Statement<never>[] => [
  command(
    `insert into payment_allocations (payment_id, invoice_id, amount_minor, overpays, reverses_id, created_at)
     select a.payment_id, a.invoice_id, -a.amount_minor, a.overpays, a.id, $2 from payment_allocations a
     where a.payment_id = $1 and a.reverses_id is null and not exists (
       select from payment_allocations r where r.tenant_id = a.tenant_id and r.reverses_id = a.id
     )`,
    [paymentId, at],
  ),
  command('insert into payment_voids (payment_id, reason, voided_at) values ($1, $2, $3)', [paymentId, reason, at]),
];

const Use = z.strictObject({ id: z.uuid(), version: z.int(), isUsed: z.boolean() });

/** Whether payments that still count have settled anything; they have no versions. */
export const usesOf = (ids: readonly string[]): Statement<z.infer<typeof Use>> =>
  query(
    Use,
    `select id, 1 as version, allocated_minor > 0 as is_used from payments
     where id = any($1::uuid[]) and not is_voided for no key update`,
    [ids],
  );
