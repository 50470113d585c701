// SQL of the deletion of a business while it can still be taken back.
import * as z from 'zod';
import { Closing, ClosingOutlook } from '../../../shared/closings.ts';
import { command, query } from '../../platform/statement.ts';

export const selectClosing = () =>
  query(Closing, `select c.requested_at, c.due_at, app.actor_name(c.requested_by) as requested_by from closings c`);

const { goes, keeps } = ClosingOutlook.shape;
const Counts = z.strictObject({ ...goes.shape, ...keeps.shape });

/** What there is of each kind; one pass over each table by its own index. */
export const countWhatGoes = () =>
  query(
    Counts,
    `select (select count(*) from members)::int as members, (select count(*) from clients)::int as clients,
       (select count(*) from products)::int as products, (select count(*) from invoices where state = 'draft')::int as drafts,
       (select count(*) from payments)::int as payments, (select count(*) from files)::int as files,
       (select count(*) from deliveries)::int as mails,
       (select count(*) from invoices where state <> 'draft')::int as invoices,
       (select count(distinct invoice_id) from invoice_archives where archived_at is not null)::int as archived,
       (select max(extract(year from issue_date)) from invoices where state <> 'draft' and not is_historical)::int as last_year`,
  );

export const insertClosing = (dueAt: Date) => command('insert into closings (due_at) values ($1)', [dueAt]);

export const deleteClosing = () => command('delete from closings');
