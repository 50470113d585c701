// SQL of what a mail says beside its invoice's own row.
import * as z from 'zod';
import { Language } from '../../../shared/fields.ts';
import { query, type Statement } from '../../platform/statement.ts';

const LetterFacts = z.strictObject({
  /** Of the invoice that a return takes back. */
  originalNumber: z.string().nullable(),
  /** The latest payment towards the invoice. */
  paidMinor: z.int().nullable(),
  paidDate: z.string().nullable(),
});
export type LetterFacts = z.infer<typeof LetterFacts>;

/** One row, whether or not there is such an invoice. */
export const letterFacts = (invoiceId: string): Statement<LetterFacts> =>
  query(
    LetterFacts,
    `select original.number as original_number, paid.amount_minor as paid_minor, paid.payment_date as paid_date
     from (select 1) one
     left join invoices i on i.id = $1
     left join invoices original on original.tenant_id = i.tenant_id and original.id = i.original_id
     left join lateral (
       select a.amount_minor, p.payment_date from payment_allocations a
       join payments p on p.tenant_id = a.tenant_id and p.id = a.payment_id and p.kind = 'payment' and not p.is_voided
       where a.tenant_id = i.tenant_id and a.invoice_id = i.id and a.amount_minor > 0
         and not exists (select from payment_allocations back where back.tenant_id = a.tenant_id and back.reverses_id = a.id)
       order by a.created_at desc, a.id desc limit 1
     ) paid on true`,
    [invoiceId],
  );

const Addressee = z.strictObject({ name: z.string(), language: Language.nullable() });

/** Of a client only what a letter needs: a job may not read everything of it. */
export const addressee = (clientId: string) =>
  query(Addressee, 'select name, language from clients where id = $1', [clientId]);

const Latest = z.strictObject({ id: z.uuid() });

/** An invoice to show a text with: the latest that the business has issued. */
export const latestIssued = () =>
  query(Latest, `select id from invoices where state = 'issued' and kind = 'sale' order by issued_at desc limit 1`);
