// SQL of what clients owe: always sums over invoices and payments, never a figure that is kept.
import * as z from 'zod';
import { Balance, StatementEntry } from '../../../shared/balances.ts';
import { Currency, Day } from '../../../shared/fields.ts';
import { query, type Statement } from '../../platform/statement.ts';
import { ageing, isOwed, openMinor, worth } from '../invoices/columns-of-money.ts';

const todayAt = (parameter: string) =>
  `(select (${parameter}::timestamptz at time zone tenants.time_zone)::date from tenants)`;

/** Per currency in which there is anything; `$1` is the instant that says what day it is. */
export const getBalances = (clientId: string, at: Date): Statement<Balance> =>
  query(
    Balance,
    `with owed as (
       select i.currency, ${openMinor} as open_minor, greatest(0, i.settled_minor - ${worth}) as credit_minor,
         ${todayAt('$1')} - i.due_date as days
       from invoices i where i.client_id = $2 and ${isOwed} and i.settled_minor <> ${worth}
     ), paid as (
       select p.currency, p.amount_minor - p.allocated_minor as credit_minor
       from payments p where p.client_id = $2 and p.allocated_minor < p.amount_minor and not p.is_voided
     ), everything as (
       select currency, open_minor, credit_minor, days from owed union all select currency, 0, credit_minor, null from paid
     )
     select currency, sum(open_minor - credit_minor)::bigint as balance_minor, sum(open_minor)::bigint as open_minor,
       coalesce(sum(open_minor) filter (where days > 0), 0)::bigint as overdue_minor, sum(credit_minor)::bigint as credit_minor, ${ageing}
     from everything group by currency order by currency`,
    [at, clientId],
  );

const Party = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  from: Day,
  to: Day,
  homeCurrency: Currency,
});
export type StatementHead = z.infer<typeof Party>;

type Period = { from?: string; to?: string; currency?: string };
const fromDay = `coalesce($3::date, date_trunc('year', least($4::date, ${todayAt('$1')}))::date)`;
const toDay = `coalesce($4::date, ${todayAt('$1')})`;

/** The client and the period that is told. */
export const getHead = (clientId: string, { from, to }: Period, at: Date): Statement<StatementHead> =>
  query(
    Party,
    `select c.id, c.name, ${fromDay} as "from", ${toDay} as "to", t.currency as home_currency
     from clients c join tenants t on t.id = c.tenant_id where c.id = $2`,
    [at, clientId, from ?? null, to ?? null],
  );

const entries = `
  select i.id, case i.kind when 'opening' then 'openingDebit' else 'invoice' end as kind, i.currency, i.issue_date as date, i.due_date,
    i.number, null as method, ${worth} as debit_minor, 0 as credit_minor, 1 as place, i.issued_at as at
  from invoices i where i.client_id = $2 and ${isOwed}
  union all
  select coalesce(p.return_id, p.id),
    case p.kind when 'return' then 'returned' when 'opening' then 'openingCredit' else p.kind end,
    p.currency, p.payment_date, null, coalesce(r.number, p.reference), p.method, 0, p.amount_minor, 2, p.created_at
  from payments p left join invoices r on r.tenant_id = p.tenant_id and r.id = p.return_id
  where p.client_id = $2 and not p.is_voided`;

const Before = z.strictObject({ currency: Currency, minor: z.int() });

/** The balance before the period, per currency. */
export const getOpenings = (clientId: string, { from, to, currency }: Period, at: Date) =>
  query(
    Before,
    `select currency, sum(debit_minor - credit_minor)::bigint as minor from (${entries}) entries
     where date < ${fromDay} and ($5::text is null or currency = $5) group by currency order by currency`,
    [at, clientId, from ?? null, to ?? null, currency ?? null],
  );

const Row = StatementEntry.omit({ balanceMinor: true }).extend({ currency: Currency });
export type EntryRow = z.infer<typeof Row>;

/** In the order in which they are told: by day, debits before credits. */
export const getEntries = (clientId: string, { from, to, currency }: Period, at: Date, limit: number) =>
  query(
    Row,
    `select id, kind, currency, date, due_date, number, method, debit_minor, credit_minor from (${entries}) entries
     where date between ${fromDay} and ${toDay} and ($5::text is null or currency = $5)
     order by date, place, at, id limit $6`,
    [at, clientId, from ?? null, to ?? null, currency ?? null, limit],
  );
