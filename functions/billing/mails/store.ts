// SQL of mails that people write: who may be written to, what may go along, and what was sent.
import * as z from 'zod';
import { ContactRole } from '../../../shared/contacts.ts';
import { Mail, MailRecipient } from '../../../shared/mails.ts';
import { query, type Statement } from '../../platform/statement.ts';

const Recipient = MailRecipient.extend({ isPrimary: z.boolean() });
export type Recipient = z.infer<typeof Recipient>;

/** Whoever of a client can be reached: its contacts, the primary one first, and its own address. Each address once. */
export const recipientsOf = (clientId: string): Statement<Recipient> =>
  query(
    Recipient,
    `select name, email, role, is_primary from (
       select distinct on (lower(email)) name, email, role, is_primary, place from (
         select name, email, role, is_primary, case when is_primary then 0 else 1 end as place from client_contacts
         where client_id = $1 and email is not null
         union all select name, email, null, false, 2 from clients where id = $1 and email is not null
       ) every order by lower(email), place, name
     ) found order by place, name limit 101`,
    [clientId],
  );

const Known = z.strictObject({ email: z.string(), name: z.string(), role: ContactRole.nullable() });

/** Those of the addresses (in lower case) that the business keeps for any of its clients. */
export const knownAddresses = (addresses: readonly string[]): Statement<z.infer<typeof Known>> =>
  query(
    Known,
    `select lower(email) as email, name, role from client_contacts where lower(email) = any ($1::text[])
     union all select lower(email), name, null from clients where lower(email) = any ($1::text[])`,
    [addresses],
  );

const Count = z.strictObject({ count: z.int() });

/** Reminders of an invoice that left or are about to. */
export const remindersOf = (invoiceId: string) =>
  query(
    Count,
    `select count(*)::int as count from deliveries
     where invoice_id = $1 and kind like 'reminder%' and state not in ('failed', 'bounced')`,
    [invoiceId],
  );

export const selectMail = (id: string): Statement<Mail> =>
  query(
    Mail,
    `select d.id, d.kind, d.recipient as "to", d.cc, d.subject, d.state, d.via, d.reason, d.attempts, d.next_try_at, d.queued_at, d.accepted_at,
       d.delivered_at, d.opened_at, d.failed_at, d.invoice_id, i.number as invoice_number, c.id as client_id, c.name as client_name,
       d.html, d.body_text as text, d.attachments
     from deliveries d join clients c on c.tenant_id = d.tenant_id and c.id = d.client_id
     left join invoices i on i.tenant_id = d.tenant_id and i.id = d.invoice_id
     where d.id = $1`,
    [id],
  );
