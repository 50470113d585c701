// SQL of exchange rates: what is known of a day, and what is still to be learnt.
import * as z from 'zod';
import { Currency, currencies } from '../../../shared/fields.ts';
import type { Bulletin } from '../../integrations/rates/port.ts';
import { json, query, type Statement } from '../../platform/statement.ts';

const Quote = z.strictObject({ currency: Currency, unit: z.int(), forexBuying: z.string().nullable() });
const Asked = z.strictObject({
  date: z.iso.date(),
  bulletin: z.strictObject({ day: z.iso.date(), quotes: z.array(Quote) }).nullable(),
});
export type Asked = z.infer<typeof Asked>;

/**
 * The last bulletin before a day, with the currencies we know. Null when a working day between the two is unknown: another bulletin may have
 * been published then.
 * @param at by which the day is reckoned on which an invoice issued now would be dated, for whoever names no `date`
 */
export const lastBulletinBefore = (at: Date, date: string | null = null): Statement<Asked> =>
  query(
    Asked,
    `with asked as (
       select coalesce($2::date, greatest(
         ($1::timestamptz at time zone t.time_zone)::date,
         (select max(k.last_issue_date) from invoice_counters k where k.series = t.invoice_series)
       )) as date
       from tenants t
     )
     select asked.date, (
       select jsonb_build_object('day', last.day, 'quotes', coalesce((
         select jsonb_agg(jsonb_build_object('currency', r.currency, 'unit', r.unit, 'forexBuying', r.forex_buying::text) order by r.currency)
         from exchange_rates r where r.source = 'tcmb' and r.day = last.day and r.currency = any($3)
       ), '[]'))
       from (
         select b.day from exchange_bulletins b
         where b.source = 'tcmb' and b.is_published and b.day < asked.date order by b.day desc limit 1
       ) last
       where not exists (
         select from generate_series(last.day + 1, asked.date - 1, interval '1 day') as between_them(at)
         where extract(isodow from between_them.at) < 6
           and not exists (select from exchange_bulletins b where b.source = 'tcmb' and b.day = between_them.at::date)
       )
     ) as bulletin
     from asked`,
    [at, date, currencies],
  );

const Day = z.strictObject({ day: z.iso.date() });

/** For the jobs' login: working days of which nothing is known, both ends included. */
export const unknownBulletins = (first: string, last: string): Statement<z.infer<typeof Day>> =>
  query(Day, 'select day from gate.unknown_bulletins($1, $2)', [first, last]);

/** What was learnt of a day: its bulletin, or that there is none. */
export type Learnt = { day: string; bulletin: Bulletin | null };

/** For the jobs' login: keeps what is new and leaves what is known. */
export const keepBulletins = (learnt: readonly Learnt[], at: Date): Statement<z.infer<typeof Day>> =>
  query(Day, 'select day from gate.keep_bulletins($1::jsonb, $2)', [
    json(learnt.map(({ day, bulletin }) => ({ day, number: bulletin?.number ?? null, rates: bulletin?.rates ?? [] }))),
    at,
  ]);
