-- What is wrong with an issued invoice can be asked of many at once, as an import does; issuing refuses by the same answer.
create function app.issue_fault(issued invoices) returns text language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
  parts record;
begin
  select count(*) as lines, coalesce(sum(l.amount_minor), 0) as amount, coalesce(sum(l.withheld_minor), 0) as withheld,
      bool_and(l.amount_minor = full_minor - coalesce(l.discount_minor, round(full_minor * l.discount_rate * 0.01), 0)) as are_exact
    into parts from invoice_lines l cross join lateral (select round(l.quantity * l.unit_price * 100) as full_minor) priced
    where l.tenant_id = issued.tenant_id and l.invoice_id = issued.id;
  return case
    when parts.lines = 0 then 'an issued invoice has at least one line'
    when parts.are_exact is not true then 'the amount of a line is quantity times price less discount'
    when app.sums_up(issued, parts.amount) is not true then 'an invoice is the sum of its lines and charges'
    when app.vat_sums_up(issued, parts.lines) is not true then 'the sums by VAT rate add up to the invoice'
    when issued.withheld_minor <> parts.withheld or app.withholding_sums_up(issued, parts.lines) is not true
      then 'withheld VAT is that of the lines'
  end;
end
$$;

create or replace function app.check_issue(issued invoices) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  refused text := app.issue_fault(issued);
begin
  if refused is not null then
    raise exception '%', refused using errcode = 'check_violation', constraint = refused, table = 'invoices';
  end if;
end
$$;
revoke all on function app.issue_fault from public;
grant execute on function app.issue_fault to app_staff;
