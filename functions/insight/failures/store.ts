// SQL of what did not succeed.
import * as z from 'zod';
import { FailedJob, FailedMail, UrgentRequest } from '../../../shared/failures.ts';
import { query } from '../../platform/statement.ts';

/** A mail is made up for by any later one about the same invoice, or of the same kind to the same client; of a cancelled invoice nobody needs one. */
export const failedMails = (at: Date) =>
  query(
    FailedMail,
    `select d.id, d.invoice_id, i.number as invoice_number, c.id as client_id, c.name as client_name, d.recipient as "to", d.state,
       d.reason, d.failed_at
     from deliveries d
     join clients c on c.id = d.client_id
     left join invoices i on i.id = d.invoice_id
     where d.state in ('bounced', 'failed', 'unknown') and d.failed_at > $1::timestamptz - interval '30 days'
       and (d.invoice_id is null or i.state = 'issued' or d.kind = 'cancelled')
       and not exists (
         select from deliveries later where later.queued_at > d.queued_at
           and (later.invoice_id = d.invoice_id or (d.invoice_id is null and later.client_id = d.client_id and later.kind = d.kind))
       )
     order by d.failed_at desc, d.id limit 20`,
    [at],
  );

/** Requests of people whose thirty days are over, or will be within a week. */
export const urgentRequests = (at: Date) =>
  query(
    UrgentRequest,
    `select r.id, r.kind, r.name, r.due_date from privacy_requests r join tenants t on t.id = r.tenant_id
     where r.answered_date is null and r.due_date <= ($1::timestamptz at time zone t.time_zone)::date + 7
     order by r.due_date, r.id limit 20`,
    [at],
  );

/** A mail that is shown as failed is not shown as work too. */
export const givenUpJobs = () =>
  query(
    FailedJob,
    `select o.id, case o.queue when 'invoice-pdf' then 'pdf' when 'invoice-mail' then 'mail' when 'mail' then 'mail'
         when 'file-sweep' then 'file' when 'tenant-logo' then 'file' else 'other' end as what,
       i.id as invoice_id, i.number as invoice_number, o.attempts, o.created_at
     from outbox o
     left join deliveries d on d.id::text = o.body ->> 'deliveryId'
     left join invoices i on i.id::text = coalesce(o.body ->> 'invoiceId', d.invoice_id::text)
     where o.attempts >= 5 and (d.id is null or d.state not in ('bounced', 'failed', 'unknown'))
     order by o.created_at desc, o.id limit 20`,
  );

export const tryAgain = (id: string, at: Date) =>
  query(
    z.object({ id: z.uuid() }),
    'update outbox set attempts = 0, next_at = $2 where id = $1 and attempts >= 5 returning id',
    [id, at],
  );
