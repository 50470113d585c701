-- An invoice that is issued is the sum of its lines and charges, to the minor unit, whoever wrote it.
create or replace function app.check_issue(issued invoices) returns void
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  parts record;
  refused text;
begin
  select count(*) as lines, coalesce(sum(l.amount_minor), 0) as amount, coalesce(sum(l.withheld_minor), 0) as withheld,
      bool_and(l.amount_minor = full_minor - coalesce(l.discount_minor, round(full_minor * l.discount_rate * 0.01), 0)) as are_exact
    into parts from invoice_lines l cross join lateral (select round(l.quantity * l.unit_price * 100) as full_minor) priced
    where l.tenant_id = issued.tenant_id and l.invoice_id = issued.id;
  refused := case
    when parts.lines = 0 then 'an issued invoice has at least one line'
    when parts.are_exact is not true then 'the amount of a line is quantity times price less discount'
    when app.sums_up(issued, parts.amount) is not true then 'an invoice is the sum of its lines and charges'
    when app.vat_sums_up(issued, parts.lines) is not true then 'the sums by VAT rate add up to the invoice'
    when issued.withheld_minor <> parts.withheld or app.withholding_sums_up(issued, parts.lines) is not true
      then 'withheld VAT is that of the lines'
  end;
  if refused is not null then
    raise exception '%', refused using errcode = 'check_violation', constraint = refused, table = 'invoices';
  end if;
end $$;

-- In the terms of its prices: lines less the discount, and charges, are the total when prices include VAT, else the net.
create function app.sums_up(issued invoices, lines_minor numeric) returns boolean
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select case when issued.prices_include_vat then issued.total_minor else issued.net_minor end
      = lines_minor - coalesce(issued.discount_minor, round(lines_minor * issued.discount_rate * 0.01), 0) + charges.amount
    and issued.charge_minor = charges.net
  from (
    select coalesce(sum((c ->> 'amountMinor')::bigint), 0) as amount, coalesce(sum((c ->> 'netMinor')::bigint), 0) as net
    from jsonb_array_elements(issued.charges) c
  ) charges
$$;

-- Base and VAT of each rate are those of the document, of its lines and charges, and of each other: half a unit off at most for each
-- rounding, which is one for the rate, or one for each line and charge.
create function app.vat_sums_up(issued invoices, line_count bigint) returns boolean
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  with told as (
    select (r ->> 'rate')::numeric as rate, (r ->> 'baseMinor')::bigint as base, (r ->> 'vatMinor')::bigint as vat
    from jsonb_array_elements(issued.vat) r
  ), own as (
    select rate, sum(vat) as vat from (
      select l.vat_rate as rate, l.vat_minor as vat from invoice_lines l
      where l.tenant_id = issued.tenant_id and l.invoice_id = issued.id
      union all select (c ->> 'vatRate')::numeric, (c ->> 'vatMinor')::bigint from jsonb_array_elements(issued.charges) c
    ) parts group by rate
  )
  select coalesce(sum(told.base), 0) = issued.net_minor and coalesce(sum(told.vat), 0) = issued.vat_minor
    and bool_and(own.vat is not distinct from told.vat and abs(told.vat * 100 - told.base * told.rate)
      <= 0.5 * case issued.rounding_mode when 'line' then line_count + jsonb_array_length(issued.charges) else 1 end
        * case when issued.prices_include_vat then 100 + told.rate else 100 end)
  from told full join own using (rate)
$$;

create function app.withholding_sums_up(issued invoices, line_count bigint) returns boolean
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  with told as (
    select w ->> 'code' as code, (w ->> 'rate')::numeric as rate, (w ->> 'vatMinor')::bigint as vat,
      (w ->> 'withheldMinor')::bigint as withheld
    from jsonb_array_elements(issued.withholding) w
  ), own as (
    select l.withholding_code as code, l.withholding_rate as rate, sum(l.vat_minor) as vat, sum(l.withheld_minor) as withheld
    from invoice_lines l
    where l.tenant_id = issued.tenant_id and l.invoice_id = issued.id and l.withholding_code is not null group by 1, 2
  )
  select coalesce(bool_and(
    own.vat is not distinct from told.vat and own.withheld is not distinct from told.withheld
      and abs(told.withheld * 100 - told.vat * told.rate)
        <= 50 * case issued.rounding_mode when 'line' then line_count else 1 end
  ), true)
  from told full join own using (code, rate)
$$;

revoke all on function app.sums_up, app.vat_sums_up, app.withholding_sums_up from public;
grant execute on function app.sums_up, app.vat_sums_up, app.withholding_sums_up to app_staff;
