-- What tax asks of an invoice: charges, reasons for no VAT, VAT and income tax that the buyer withholds; and the papers it refers to.
alter table invoices
  -- As typed, with what each comes to; made by shared/totals.ts like the other sums.
  add column charges jsonb not null default '[]'
    check (case when jsonb_typeof(charges) = 'array' then jsonb_array_length(charges) <= 10 else false end),
  add column charge_minor bigint not null default 0 check (charge_minor >= 0),
  add column withholding jsonb not null default '[]' check (jsonb_typeof(withholding) = 'array'),
  add column withheld_minor bigint not null default 0,
  add column stopaj_rate numeric check (stopaj_rate between 0 and 100 and scale(stopaj_rate) <= 4),
  add column stopaj_minor bigint not null default 0,
  add column order_number text check (length(order_number) between 1 and 50),
  add column order_date date,
  add column despatches jsonb not null default '[]'
    check (case when jsonb_typeof(despatches) = 'array' then jsonb_array_length(despatches) <= 20 else false end),
  add column internal_notes text check (length(internal_notes) <= 4000),
  drop constraint "subtotal less discount is net",
  add constraint "subtotal less discount, with charges, is net"
    check (subtotal_minor - discount_total_minor + charge_minor = net_minor),
  add constraint "stopaj is its rate of net" check (stopaj_minor = round(net_minor * coalesce(stopaj_rate, 0) * 0.01)),
  add constraint "no more VAT is withheld than there is" check (withheld_minor between 0 and vat_minor);

alter table invoice_lines
  add column exemption_code text check (exemption_code ~ '^[0-9]{3}$'),
  add column exemption_reason text check (length(exemption_reason) between 1 and 200),
  add column withholding_code text check (withholding_code ~ '^[0-9]{3}$'),
  add column withholding_rate numeric check (withholding_rate between 0 and 100 and scale(withholding_rate) <= 4),
  add column vat_minor bigint not null default 0 check (vat_minor >= 0),
  add column withheld_minor bigint not null default 0,
  add constraint "a withholding code comes with its percentage"
    check ((withholding_code is null) = (withholding_rate is null)),
  add constraint "no more VAT of a line is withheld than it bears" check (withheld_minor between 0 and vat_minor),
  add constraint "VAT is withheld by a code" check (withholding_code is not null or withheld_minor = 0);

grant insert (
  charges, charge_minor, withholding, withheld_minor, stopaj_rate, stopaj_minor, order_number, order_date, despatches, internal_notes
), update (
  charges, charge_minor, withholding, withheld_minor, stopaj_rate, stopaj_minor, order_number, order_date, despatches, internal_notes
) on invoices to app_staff;
-- Not the internal notes: a client never reads them.
grant select (charges, charge_minor, withholding, withheld_minor, stopaj_rate, stopaj_minor, order_number, order_date, despatches)
  on invoices to app_portal;
grant insert (exemption_code, exemption_reason, withholding_code, withholding_rate, vat_minor, withheld_minor)
  on invoice_lines to app_staff;

-- Lines that are there share the VAT of their rate by largest remainder. Forced row security would hide them from the owner.
alter table invoices no force row level security;
alter table invoice_lines no force row level security;
alter table invoice_lines disable trigger keep_issued_lines;
with rates as (
  select i.tenant_id, i.id as invoice_id, (r ->> 'rate')::numeric as rate, (r ->> 'vatMinor')::numeric as vat
  from invoices i cross join jsonb_array_elements(i.vat) r
), weighed as (
  select l.tenant_id, l.invoice_id, l.position, r.vat, l.amount_minor::numeric as weight,
    sum(l.amount_minor) over (partition by l.tenant_id, l.invoice_id, r.rate) as weights, r.rate
  from invoice_lines l join rates r on r.tenant_id = l.tenant_id and r.invoice_id = l.invoice_id and r.rate = l.vat_rate
), shares as (
  select *, div(vat * weight, weights) as share,
    row_number() over (
      partition by tenant_id, invoice_id, rate order by mod(vat * weight, weights) desc, position
    ) as place
  from weighed where weights > 0
)
update invoice_lines l set vat_minor = s.share + case
    when s.place <= s.vat - (
      select sum(o.share) from shares o
      where o.tenant_id = s.tenant_id and o.invoice_id = s.invoice_id and o.rate = s.rate
    ) then 1 else 0 end
  from shares s where l.tenant_id = s.tenant_id and l.invoice_id = s.invoice_id and l.position = s.position;
alter table invoice_lines enable trigger keep_issued_lines;
alter table invoice_lines force row level security;
alter table invoices force row level security;
