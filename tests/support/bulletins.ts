// What the central bank says in tests: the same figures on every working day.
import type pg from 'pg';
import type { Bulletin, QuotedRate } from '../../functions/integrations/rates/port.ts';

const quoted = (currency: string, forexBuying: string): QuotedRate => ({
  ...{ currency, unit: 1, forexBuying },
  ...{ forexSelling: null, effectiveBuying: null, effectiveSelling: null },
});
const rates = [quoted('USD', '41.5678'), quoted('EUR', '48.1234'), quoted('GBP', '55.1234')];

export const bulletinOf = (day: string): Bulletin => ({ day, number: `${day.slice(0, 4)}/1`, rates });

/** Makes the bulletins of three years known, so that a test about something else can bill in any currency. */
export async function knowRates(admin: pg.Client): Promise<void> {
  await admin.query(
    `select gate.keep_bulletins((
       select jsonb_agg(jsonb_build_object('day', at::date, 'number', to_char(at, 'YYYY') || '/1', 'rates', $1::jsonb))
       from generate_series(date '2024-06-01', date '2027-12-31', interval '1 day') at where extract(isodow from at) < 6
     ), now())`,
    [JSON.stringify(rates)],
  );
}
