// SQL of series: each with its next number, counted as `issueDraft` counts.
import * as z from 'zod';
import { NumberSeries, type SeriesCreate, type SeriesPatch } from '../../../shared/series.ts';
import { command, query, type Statement } from '../../platform/statement.ts';

/** @param id of one series; all of them when left out */
export function selectSeries(at: Date, id: string | null = null): Statement<NumberSeries> {
  return query(
    NumberSeries,
    `select s.id, s.code, s.kind, s.name, s.retired_at is not null as is_retired, s.created_at,
       coalesce(s.code = case s.kind when 'sale' then t.invoice_series else t.return_series end, false) as is_usual,
       exists (select from invoice_counters c where c.series = s.code)
         or exists (select from invoices i where i.chosen_series = s.code) as is_used,
       app.document_number(t.number_pattern, s.code, y.year, 1 + coalesce(
         (select c.last_sequence from invoice_counters c where c.series = s.code and c.year = y.year),
         (select max(i.sequence) from invoices i where i.series = s.code and i.year = y.year),
         0
       )) as next
     from number_series s
     cross join tenants t
     cross join lateral (select extract(year from $1::timestamptz at time zone t.time_zone)::int as year) y
     where $2::uuid is null or s.id = $2
     order by s.retired_at is not null, is_usual desc, s.kind desc, s.created_at, s.code`,
    [at, id],
  );
}

/** Brings the row's id, or nothing once there are as many as one can look through. */
export function insertSeries({ code, kind, name }: SeriesCreate, id: string, at: Date): Statement<{ id: string }> {
  return query(
    z.strictObject({ id: z.uuid() }),
    `insert into number_series (id, code, kind, name, created_at, updated_at) select $1, $2, $3, $4, $5, $5
     where (select count(*) from number_series) < 50 returning id`,
    [id, code, kind, name ?? null, at],
  );
}

export const updateSeries = (id: string, { name, isRetired }: SeriesPatch, at: Date): Statement<never> =>
  command(
    `update number_series set name = case when $2 then $3 else name end, updated_at = $5,
       retired_at = case $4::boolean when true then coalesce(retired_at, $5) when false then null else retired_at end
     where id = $1`,
    [id, name !== undefined, name ?? null, isRetired ?? null, at],
  );

export const removeSeries = (id: string): Statement<{ code: string }> =>
  query(z.strictObject({ code: z.string() }), 'delete from number_series where id = $1 returning code', [id]);
