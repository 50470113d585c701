// What an invoice `i` owes, as SQL: derived from its worth and from what has settled it, never stored as a word.
import type * as z from 'zod';
import type { PaymentState } from '../../../shared/invoices.ts';

/** What the client owes for it: the total less the tax that it withholds. */
export const worth = 'i.payable_minor';

/** A document that the client has to pay for. */
export const isOwed = `(i.state = 'issued' and i.kind <> 'return')`;

/** Something is still to be paid. The index `invoices_open` has it word for word. */
export const isOpen = `(${isOwed} and i.settled_minor < ${worth})`;

/** Conditions of the payment states; together they are all issued invoices, and no two of them overlap. */
export const isPaid: Record<Exclude<z.infer<typeof PaymentState>, 'none'>, string> = {
  unpaid: `(${isOpen} and i.settled_minor = 0)`,
  partlyPaid: `(${isOpen} and i.settled_minor > 0)`,
  paid: `(${isOwed} and i.settled_minor = ${worth})`,
  overpaid: `(${isOwed} and i.settled_minor > ${worth})`,
};

export const openMinor = `case when ${isOpen} then ${worth} - i.settled_minor else 0 end`;

export const paymentState = `case ${Object.entries(isPaid)
  .map(([state, condition]) => `when ${condition} then '${state}'`)
  .join(' ')} else 'none' end`;

/** Sums of rows of `open_minor` and `days` (past due; null when never due), by age. */
export const ageing = [
  ['not_due_minor', 'days <= 0 or days is null'],
  ['days30_minor', 'days between 1 and 30'],
  ['days60_minor', 'days between 31 and 60'],
  ['days90_minor', 'days between 61 and 90'],
  ['older_minor', 'days > 90'],
]
  .map(([name, condition]) => `coalesce(sum(open_minor) filter (where ${condition}), 0)::bigint as ${name}`)
  .join(', ');

/** Worth of the returns of an invoice that hold. */
export const creditedMinor = `coalesce((
    select sum(r.payable_minor) from invoices r where r.tenant_id = i.tenant_id and r.original_id = i.id and r.state = 'issued'
  ), 0)::bigint`;
