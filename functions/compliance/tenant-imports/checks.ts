// What must be true of the books once all rows are there: the rules that triggers hold in daily work, asked of everything at once.
import * as z from 'zod';
import type { Keeper } from '../../platform/maintenance.ts';
import { query } from '../../platform/statement.ts';
import type { RuleKey } from './refusal.ts';

const Fault = z.strictObject({ id: z.string() });

export type Check = {
  table: string;
  /** There are words for it. */
  rule: RuleKey;
  /** Ids of rows that break it, within one business by row-level security. */
  text: string;
};

const sumFault = `select i.id::text from invoices i where i.state <> 'draft' and app.issue_fault(i) is not null`;

const settledFault = `select i.id::text from invoices i
  left join (select invoice_id, sum(amount_minor) as minor, coalesce(sum(sign(amount_minor)) filter (where overpays), 0) > 0 as is_meant
    from payment_allocations group by 1) a on a.invoice_id = i.id
  where i.settled_minor <> coalesce(a.minor, 0) or (i.settled_minor > i.payable_minor and not coalesce(a.is_meant, false))`;

const allocatedFault = `select p.id::text from payments p
  left join (select payment_id, sum(amount_minor) as minor from payment_allocations group by 1) a on a.payment_id = p.id
  where p.allocated_minor <> coalesce(a.minor, 0) or p.allocated_minor > p.amount_minor
    or p.is_voided <> exists (select from payment_voids v where v.payment_id = p.id)`;

const allocationFault = `select a.id::text from payment_allocations a
  join payments p on p.id = a.payment_id join invoices i on i.id = a.invoice_id
  left join payment_allocations r on r.id = a.reverses_id
  where (p.client_id, p.currency) is distinct from (i.client_id, i.currency) or i.state = 'draft'
    or (a.reverses_id is not null and (a.payment_id, a.invoice_id, a.amount_minor, a.overpays)
      is distinct from (r.payment_id, r.invoice_id, -r.amount_minor, r.overpays))
    or (a.reverses_id is null and a.amount_minor <= 0)`;

const returnFault = `select r.id::text from invoices r join invoices o on o.id = r.original_id
  where r.kind = 'return' and r.state = 'issued' and (
    o.state <> 'issued' or o.kind <> 'sale' or (o.client_id, o.currency) is distinct from (r.client_id, r.currency)
    or exists (
      select from (
        select l.original_position, sum(l.quantity) as quantity, sum(l.amount_minor) as amount_minor
        from invoice_lines l join invoices x on x.id = l.invoice_id where x.original_id = o.id and x.state = 'issued' group by 1
      ) back left join invoice_lines s on s.invoice_id = o.id and s.position = back.original_position
      where s.position is null or back.quantity > s.quantity or back.amount_minor > s.amount_minor)
    or (select coalesce(sum((c ->> 'amountMinor')::bigint), 0) from jsonb_array_elements(o.charges) c)
      < (select coalesce(sum((c ->> 'amountMinor')::bigint), 0) from invoices x cross join jsonb_array_elements(x.charges) c
        where x.original_id = o.id and x.state = 'issued'))`;

/** Numbers of a series and year go on without a gap from the first that the counter gave, dates never back, and the counter knows the last. */
const numberFault = `select n.id::text from (
    select i.id, i.is_historical, i.sequence, i.issue_date, k.last_sequence, k.last_issue_date,
      lag(i.sequence) over own as sequence_before, lag(i.issue_date) over own as date_before,
      lead(i.sequence) over own as sequence_after
    from invoices i left join invoice_counters k on k.series = i.series and k.year = i.year
    where i.state <> 'draft' and i.sequence is not null
    window own as (partition by i.series, i.year, i.is_historical order by i.sequence)
  ) n
  where case when n.is_historical then n.sequence > n.last_sequence
    else n.last_sequence is null or n.sequence > n.last_sequence or n.issue_date > n.last_issue_date
      or n.sequence <> coalesce(n.sequence_before + 1, n.sequence) or n.issue_date < n.date_before
      or (n.sequence_after is null and n.sequence <> n.last_sequence) end`;

const seriesFault = `select t.id::text from tenants t cross join unnest(array[t.invoice_series, t.return_series]) usual (letters)
  where letters is not null and not exists (select from number_series s where s.code = letters and s.retired_at is null)`;

const fileFault = `select f.id::text from files f where f.state = 'ready' and f.purpose = 'attachment' and f.deleted_at is null
  and not exists (select from pg_temp.files_brought b where b.path = 'files/files/' || f.id and b.size_bytes = f.size_bytes and b.sha256 = f.sha256)`;

const printFault = `select i.id::text from invoices i where i.pdf_state = 'ready' and i.state <> 'draft'
  and not exists (select from pg_temp.files_brought b where b.path = 'files/invoices/' || i.id || '/' || i.state || '.pdf')`;

export const checks: readonly Check[] = [
  { table: 'invoices', rule: 'sums', text: sumFault },
  { table: 'invoices', rule: 'settled', text: settledFault },
  { table: 'invoices', rule: 'returns', text: returnFault },
  { table: 'invoices', rule: 'numbers', text: numberFault },
  { table: 'payments', rule: 'allocated', text: allocatedFault },
  { table: 'payment_allocations', rule: 'allocation', text: allocationFault },
  { table: 'tenants', rule: 'series', text: seriesFault },
  { table: 'files', rule: 'fileThere', text: fileFault },
  { table: 'invoices', rule: 'printThere', text: printFault },
];

export type Broken = Omit<Check, 'text'> & { id: string };

/** The first row that breaks a rule, or null when the books are right. */
export async function firstBroken(keeper: Pick<Keeper, 'read'>): Promise<Broken | null> {
  for (const { table, rule, text } of checks) {
    const [fault] = await keeper.read(query(Fault, `${text} limit 1`));
    if (fault) return { table, rule, id: fault.id };
  }
  return null;
}
