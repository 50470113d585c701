// SQL of the report about a client or one of its people: everything that is kept, in one statement and one moment.
import type * as z from 'zod';
import { AccessReport } from '../../../../shared/access-report.ts';
import { query } from '../../../platform/statement.ts';

/** The data of the report; what is said about them is no row. */
const Row = AccessReport.omit({ madeAt: true, language: true, controller: true, contactId: true, information: true });
export type ReportRow = z.infer<typeof Row>;

const rows = (select: string, order: string, without = '{tenant_id}') =>
  `coalesce((select jsonb_agg(to_jsonb(x) - '${without}'::text[] order by ${order}) from (${select}) x), '[]')`;
/** Of the client and of the cards that it has taken in. */
const here = 'client_id = any ((select ids from who)::uuid[])';
/** What belongs to the client as a whole is nobody's own: it is not in the report about one person. */
const whole = `${here} and $2::uuid is null`;
const inside = '{tenant_id,search,merged_into}';

const ofCard = `
  case when $2::uuid is null then to_jsonb(c) - '{tenant_id,search,merged_into,custom_fields}'::text[] else jsonb_build_object('id', c.id, 'name', c.name) end as client,
  ${rows(
    `select f.label as name, v.value, f.position from jsonb_each(case when $2::uuid is null then c.custom_fields end) v
     join custom_fields f on f.id::text = v.key`,
    'x.position',
    '{position}',
  )} as custom_fields,
  ${rows('select m.* from clients m where m.merged_into = $1 and $2::uuid is null', 'x.created_at, x.id', inside)} as merged_clients,
  ${rows(`select * from client_contacts where ${here} and ($2::uuid is null or id = $2)`, 'x.created_at, x.id')} as contacts,
  ${rows(`select * from client_addresses where ${whole}`, 'x.created_at, x.id')} as addresses,
  ${rows(`select id, text, created_at, updated_at from client_notes where ${whole}`, 'x.created_at, x.id')} as notes,
  ${rows(
    `select f.id, f.name, f.content_type, f.size_bytes, f.created_at from files f
     where f.deleted_at is null and f.state = 'ready' and $2::uuid is null
       and (f.${here} or f.invoice_id in (select i.id from invoices i where i.${here}))`,
    'x.created_at, x.id',
  )} as files,
  array(select distinct g.name from client_tags ct join tags g on g.tenant_id = ct.tenant_id and g.id = ct.tag_id where ct.${whole} order by 1) as tags`;

const ofBooks = `
  ${rows(
    `select i.id, kind, state, number, issue_date, due_date, currency, total_minor, payable_minor, settled_minor, buyer, delivery_address, notes, internal_notes, created_at,
       (select jsonb_object_agg(f.label, v.value) from jsonb_each(i.custom_fields) v join custom_fields f on f.id::text = v.key) as own_fields,
       (select jsonb_agg(jsonb_build_object('description', l.description, 'quantity', l.quantity::text, 'unit', l.unit,
          'unitPrice', l.unit_price::text, 'amountMinor', l.amount_minor) order by l.position)
        from invoice_lines l where l.tenant_id = i.tenant_id and l.invoice_id = i.id) as lines
     from invoices i where ${whole}`,
    'x.created_at, x.id',
  )} as invoices,
  ${rows(
    `select id, draft, created_at, removed_at from removed_drafts
     where $2::uuid is null and draft ->> 'clientId' = any ((select ids::text[] from who)::text[])`,
    'x.removed_at, x.id',
  )} as removed_drafts,
  ${rows(
    `select id, kind, payment_date, currency, amount_minor, method, reference, note, is_voided, created_at from payments where ${whole}`,
    'x.created_at, x.id',
  )} as payments`;

const ofMails = `
  ${rows(
    `select id, kind, recipient, recipient_name, cc, subject, body_text, state, queued_at, delivered_at, opened_at, failed_at
     from deliveries, who where ${here} and ($2::uuid is null or lower(recipient) = any (who.emails))`,
    'x.queued_at, x.id',
  )} as mails,
  ${rows(
    `select l.id, l.invoice_id, i.number, l.created_at, l.first_opened_at, l.opened_count, l.expires_at, l.revoked_at
     from portal_links l join invoices i on i.tenant_id = l.tenant_id and i.id = l.invoice_id where i.${whole}`,
    'x.created_at, x.id',
  )} as portal_links,
  ${rows(
    `select h.until, h.created_at, i.number from reminder_holds h left join invoices i on i.tenant_id = h.tenant_id and i.id = h.invoice_id
     where $2::uuid is null and (h.${here} or i.${here})`,
    'x.created_at',
  )} as reminder_holds,
  ${rows(`select created_at from statement_opt_outs where ${whole}`, 'x.created_at')} as statement_opt_out`;

const ofRights = `
  ${rows('select email, is_wanted, method, at from mail_choices, who where email = any (who.emails)', 'x.at')} as mail_choices,
  ${rows(
    `select r.contact_id, p.name as contact_name, reason, restricted_at, lifted_at from restrictions r
     left join client_contacts p on p.tenant_id = r.tenant_id and p.id = r.contact_id
     where r.${here} and ($2::uuid is null or r.contact_id = $2)`,
    'x.restricted_at',
  )} as restrictions,
  ${rows(
    `select kind, name, email, received_date, due_date, details, answered_date, outcome, answer from privacy_requests, who
     where ${here} and ($2::uuid is null or lower(email) = any (who.emails))`,
    'x.received_date',
  )} as requests`;

/** @param contactId null for the client with everybody there; else this person's own data alone */
export const reportOf = (clientId: string, contactId: string | null) =>
  query(
    Row,
    `with cards as (select id, email from clients where id = $1 or merged_into = $1), who as (
       select array(select id from cards) as ids,
         array(select lower(email) from cards where $2::uuid is null and email is not null
           union select lower(email) from client_contacts
             where client_id in (select id from cards) and ($2::uuid is null or id = $2) and email is not null) as emails)
     select ${[ofCard, ofBooks, ofMails, ofRights].join(',')}
     from clients c
     where c.id = $1 and ($2::uuid is null or exists (select from client_contacts p where p.client_id = c.id and p.id = $2))`,
    [clientId, contactId],
  );
