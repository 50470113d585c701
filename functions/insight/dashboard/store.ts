// SQL of the dashboard: sums that go by the indexes of what is open, and of the last twelve months.
import * as z from 'zod';
import { Dashboard } from '../../../shared/dashboard.ts';
import { Currency, Day } from '../../../shared/fields.ts';
import { query } from '../../platform/statement.ts';
import { ageing, isOpen, isOwed, openMinor, worth } from '../../billing/invoices/columns-of-money.ts';

const today = `(select ($1::timestamptz at time zone tenants.time_zone)::date from tenants)`;
/** The first day of the month eleven months ago. */
const yearAgo = `(date_trunc('month', ${today}) - interval '11 months')::date`;
const { receivables, cashIn, topClients, overdue } = Dashboard.shape;

export const getDay = (at: Date) =>
  query(z.strictObject({ day: Day, currency: Currency }), `select ${today} as day, currency from tenants`, [at]);

export const getReceivables = (at: Date) =>
  query(
    receivables.element,
    `with owed as (
       select i.currency, ${worth} - i.settled_minor as open_minor, 0 as credit_minor, ${today} - i.due_date as days
       from invoices i where ${isOpen}
     ), paid as (
       select p.currency, 0, p.amount_minor - p.allocated_minor, null::int
       from payments p where p.allocated_minor < p.amount_minor and not p.is_voided
     ), surplus as (
       select i.currency, 0, i.settled_minor - ${worth}, null::int from invoices i where ${isOwed} and i.settled_minor > ${worth}
     )
     select currency, sum(open_minor)::bigint as open_minor, (count(*) filter (where open_minor > 0))::int as open_count,
       coalesce(sum(open_minor) filter (where days > 0), 0)::bigint as overdue_minor, (count(*) filter (where days > 0))::int as overdue_count,
       sum(credit_minor)::bigint as credit_minor, ${ageing}
     from (select * from owed union all select * from paid union all select * from surplus) everything
     group by currency order by currency`,
    [at],
  );

/** Every month of the year, in each currency that has had any. */
export const getCashIn = (at: Date) =>
  query(
    cashIn.element,
    `with came as (
       select date_trunc('month', p.payment_date) as month, p.currency, sum(p.amount_minor)::bigint as minor
       from payments p where p.kind = 'payment' and not p.is_voided and p.payment_date >= ${yearAgo} and p.payment_date <= ${today}
       group by 1, 2
     )
     select to_char(months.month, 'YYYY-MM') as month, known.currency, coalesce(came.minor, 0) as amount_minor
     from generate_series(${yearAgo}::timestamp, ${today}::timestamp, interval '1 month') months(month)
     cross join (select distinct currency from came) known
     left join came on came.month = months.month and came.currency = known.currency
     order by known.currency, months.month`,
    [at],
  );

export const getTopClients = (at: Date) =>
  query(
    topClients.element,
    `select ranked.client_id, c.name as client_name, ranked.currency, ranked.total_minor from (
       select client_id, currency, total_minor, row_number() over (partition by currency order by total_minor desc, client_id) as place
       from (
         select i.client_id, i.currency, sum(case i.kind when 'return' then -i.total_minor else i.total_minor end)::bigint as total_minor
         from invoices i where i.state = 'issued' and i.kind <> 'opening'
           and (case when i.issue_date is null then '9999-12-31' else i.issue_date end) between ${yearAgo} and ${today}
         group by 1, 2
       ) sums where total_minor > 0
     ) ranked join clients c on c.id = ranked.client_id where place <= 5 order by ranked.currency, place`,
    [at],
  );

export const getOverdue = (at: Date) =>
  query(
    overdue.element,
    `select i.id, i.number, i.client_id, coalesce(i.buyer_name, c.name) as client_name, i.currency, i.due_date,
       ${today} - i.due_date as overdue_days, ${openMinor} as open_minor
     from invoices i join clients c on c.tenant_id = i.tenant_id and c.id = i.client_id
     where ${isOpen} and (case when i.due_date is null then '9999-12-31' else i.due_date end) < ${today}
     order by (case when i.due_date is null then '9999-12-31' else i.due_date end), i.id limit 10`,
    [at],
  );

export const countDrafts = () =>
  query(z.strictObject({ count: z.int() }), `select count(*)::int as count from invoices i where i.state = 'draft'`);
