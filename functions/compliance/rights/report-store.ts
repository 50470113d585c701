// SQL of the report about a client or one of its people: everything that is kept, in one statement and one moment.
import * as z from 'zod';
import { query } from '../../platform/statement.ts';

const Entry = z.record(z.string(), z.unknown());
const Row = z.strictObject({
  businessName: z.string(),
  client: Entry,
  contacts: z.array(Entry),
  addresses: z.array(Entry),
  notes: z.array(Entry),
  tags: z.array(z.string()),
  invoices: z.array(Entry),
  payments: z.array(Entry),
  mails: z.array(Entry),
  mailChoices: z.array(Entry),
  restrictions: z.array(Entry),
  requests: z.array(Entry),
});
export type ReportRow = z.infer<typeof Row>;

const rows = (select: string, order: string) =>
  `coalesce((select jsonb_agg(to_jsonb(x) - 'tenant_id' order by ${order}) from (${select}) x), '[]')`;
/** What belongs to the client as a whole is nobody's own: it is not in the report about one person. */
const whole = 'client_id = $1 and $2::uuid is null';

/** @param contactId null for the client with everybody there; else this person's own data alone */
export const reportOf = (clientId: string, contactId: string | null) =>
  query(
    Row,
    `with who as (
       select array(select lower(email) from clients where id = $1 and $2::uuid is null and email is not null
         union select lower(email) from client_contacts where client_id = $1 and ($2::uuid is null or id = $2) and email is not null) as emails)
     select t.name as business_name,
       case when $2::uuid is null then to_jsonb(c) - '{tenant_id,search,merged_into}'::text[] else jsonb_build_object('id', c.id, 'name', c.name) end as client,
       ${rows('select * from client_contacts where client_id = $1 and ($2::uuid is null or id = $2)', 'x.created_at, x.id')} as contacts,
       ${rows(`select * from client_addresses where ${whole}`, 'x.created_at, x.id')} as addresses,
       ${rows(`select id, text, created_at, updated_at from client_notes where ${whole}`, 'x.created_at, x.id')} as notes,
       array(select g.name from client_tags ct join tags g on g.tenant_id = ct.tenant_id and g.id = ct.tag_id where ct.${whole} order by 1) as tags,
       ${rows(
         `select id, kind, state, number, issue_date, due_date, currency, total_minor, payable_minor, settled_minor, buyer, delivery_address, notes, internal_notes, custom_fields, created_at
          from invoices where ${whole}`,
         'x.created_at, x.id',
       )} as invoices,
       ${rows(
         `select id, kind, payment_date, currency, amount_minor, method, reference, note, is_voided, created_at from payments where ${whole}`,
         'x.created_at, x.id',
       )} as payments,
       ${rows(
         `select id, kind, recipient, recipient_name, cc, subject, body_text, state, queued_at, delivered_at, opened_at, failed_at
          from deliveries, who where client_id = $1 and ($2::uuid is null or lower(recipient) = any (who.emails))`,
         'x.queued_at, x.id',
       )} as mails,
       ${rows('select email, is_wanted, method, at from mail_choices, who where email = any (who.emails)', 'x.at')} as mail_choices,
       ${rows(
         'select contact_id, reason, restricted_at, lifted_at from restrictions where client_id = $1 and ($2::uuid is null or contact_id = $2)',
         'x.restricted_at',
       )} as restrictions,
       ${rows(
         `select kind, name, email, received_date, due_date, details, answered_date, outcome, answer from privacy_requests, who
          where client_id = $1 and ($2::uuid is null or lower(email) = any (who.emails))`,
         'x.received_date',
       )} as requests
     from clients c join tenants t on t.id = c.tenant_id
     where c.id = $1 and ($2::uuid is null or exists (select from client_contacts p where p.client_id = c.id and p.id = $2))`,
    [clientId, contactId],
  );
