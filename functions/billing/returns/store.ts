// SQL of returns: what has gone back of each line, and how documents hang together.
import * as z from 'zod';
import { Returns } from '../../../shared/returns.ts';
import { query, type Statement } from '../../platform/statement.ts';

const Gone = z.strictObject({ position: z.int(), quantity: z.string(), amountMinor: z.int() });
export type Gone = z.infer<typeof Gone>;

/** What issued returns of an invoice have taken of each of its lines. */
export const getGone = (originalId: string): Statement<Gone> =>
  query(
    Gone,
    `select l.original_position as position, sum(l.quantity)::text as quantity, sum(l.amount_minor)::bigint as amount_minor
     from invoice_lines l join invoices r on r.tenant_id = l.tenant_id and r.id = l.invoice_id
     where r.original_id = $1 and r.state = 'issued' and l.original_position is not null group by 1 order by 1`,
    [originalId],
  );

/** What of the document's own discount issued returns have taken. */
export const getDiscountGone = (originalId: string) =>
  query(
    z.strictObject({ minor: z.int() }),
    `select coalesce(sum(discount_minor), 0)::bigint as minor from invoices where original_id = $1 and state = 'issued'`,
    [originalId],
  );

const Related = z.strictObject({ ...Returns.shape.returns.element.shape, isOriginal: z.boolean() });

/** The document that this one returns, and those that return it, newest first. */
export const getRelated = (id: string): Statement<z.infer<typeof Related>> =>
  query(
    Related,
    `select r.id, r.number, r.state, r.issue_date, r.currency, r.total_minor, r.original_id is distinct from $1 as is_original
     from invoices r where r.original_id = $1 or r.id = (select i.original_id from invoices i where i.id = $1)
     order by r.issued_at desc, r.id limit 200`,
    [id],
  );
