// SQL of the numbers to come.
import { NextNumber } from '../../../shared/numbering.ts';
import { query, type Statement } from '../../platform/statement.ts';

/** As `issueDraft` counts: after the last given number, and where none was given, after those entered from before. */
export function selectNext(at: Date): Statement<NextNumber> {
  return query(
    NextNumber,
    `select k.kind, k.series, app.document_number(t.number_pattern, k.series, y.year,
       1 + coalesce(
         (select c.last_sequence from invoice_counters c where c.series = k.series and c.year = y.year),
         (select max(i.sequence) from invoices i where i.series = k.series and i.year = y.year),
         0
       )) as next
     from tenants t
     cross join lateral (select extract(year from $1::timestamptz at time zone t.time_zone)::int as year) y
     cross join lateral (
       select 'sale' as kind, t.invoice_series as series, 1 as place
       union all select 'return', coalesce(t.return_series, t.invoice_series), 2
     ) k
     order by k.place`,
    [at],
  );
}
