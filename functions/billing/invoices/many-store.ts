// SQL that takes back invoices of before as an import brought them.
import * as z from 'zod';
import { command, query, type Statement } from '../../platform/statement.ts';

const Use = z.strictObject({ id: z.uuid(), version: z.int(), isUsed: z.boolean() });

/** Whether anything happened to these invoices: paid, mailed, shown to the client, taken back or cancelled. */
export function usesOf(ids: readonly string[]): Statement<z.infer<typeof Use>> {
  return query(
    Use,
    `select i.id, i.version,
       i.state <> 'issued' or i.settled_minor <> 0
       or exists (select from payment_allocations a where a.tenant_id = i.tenant_id and a.invoice_id = i.id)
       or exists (select from deliveries d where d.tenant_id = i.tenant_id and d.invoice_id = i.id)
       or exists (select from portal_links l where l.tenant_id = i.tenant_id and l.invoice_id = i.id)
       or exists (select from files f where f.tenant_id = i.tenant_id and f.invoice_id = i.id)
       or exists (select from invoices r where r.tenant_id = i.tenant_id and r.original_id = i.id) as is_used
     from invoices i where i.id = any($1::uuid[]) for update of i`,
    [ids],
  );
}

/** The database lets only those go that an import brought which is being taken back. */
export const removeInvoices = (ids: readonly string[]): Statement<never> =>
  command('delete from invoices where id = any($1::uuid[])', [ids]);
