-- What a business offers and how it is paid: legal form, accounts per currency, units, VAT rates and terms; and how its numbers read.

create function app.are_bank_accounts(value jsonb) returns boolean language sql immutable strict parallel safe as $$
  select jsonb_typeof(value) = 'array' and jsonb_array_length(value) <= 20 and not exists (
    select from jsonb_array_elements(value) account
    where not (app.is_iban(account ->> 'iban') and account ->> 'currency' in ('TRY', 'EUR', 'USD', 'GBP')
      and coalesce(length(account ->> 'label'), 1) between 1 and 60 and coalesce(length(account ->> 'bankName'), 1) between 1 and 100)
      is true
  )
$$;

create function app.are_payment_terms(value jsonb) returns boolean language sql immutable strict parallel safe as $$
  select jsonb_typeof(value) = 'array' and jsonb_array_length(value) <= 20 and not exists (
    select from jsonb_array_elements(value) term
    where not (length(term ->> 'name') between 1 and 60 and (term ->> 'days')::numeric between 0 and 365) is true
  )
$$;

-- A list of short texts that each fit a pattern, none twice, at least one.
create function app.are_codes(value jsonb, pattern text) returns boolean language sql immutable strict parallel safe as $$
  select jsonb_typeof(value) = 'array' and jsonb_array_length(value) between 1 and 60
    and not exists (select from jsonb_array_elements_text(value) code where code !~ pattern)
    and (select count(distinct code) = count(*) from jsonb_array_elements_text(value) code)
$$;

-- The number of a document from its pattern: {series}, {year} or {yy}, and {number:9}, padded with zeros.
create function app.document_number(pattern text, series text, year int, sequence int) returns text
  language sql immutable strict parallel safe as $$
  select replace(replace(replace(
    regexp_replace(pattern, '\{number:[1-9]\}', lpad(sequence::text,
      greatest(length(sequence::text), substring(pattern from '\{number:([1-9])\}')::int), '0')),
    '{series}', series), '{year}', year::text), '{yy}', right(year::text, 2))
$$;

-- Series and year stand in every number, so that no two counters can make the same one.
create function app.is_number_pattern(pattern text) returns boolean language sql immutable strict parallel safe as $$
  select length(pattern) <= 60 and pattern ~ '^([A-Z0-9/._-]|\{series\}|\{year\}|\{yy\}|\{number:[1-9]\})+$'
    and (select count(*) from regexp_matches(pattern, '\{number:[1-9]\}', 'g')) = 1
    and (select count(*) from regexp_matches(pattern, '\{series\}', 'g')) = 1
    and (select count(*) from regexp_matches(pattern, '\{year\}|\{yy\}', 'g')) = 1
$$;
revoke all on function app.are_bank_accounts, app.are_payment_terms, app.are_codes, app.document_number, app.is_number_pattern from public;
grant execute on function app.are_bank_accounts, app.are_payment_terms, app.are_codes, app.document_number, app.is_number_pattern
  to app_staff, app_system, app_identity;

alter table tenants
  add column legal_form text check (legal_form in ('soleTrader', 'limited', 'jointStock', 'partnership', 'cooperative', 'association', 'other')),
  add column bank_accounts jsonb not null default '[]' constraint tenant_bank_accounts_hold check (app.are_bank_accounts(bank_accounts)),
  add column units jsonb not null default '["C62","HUR","DAY","WEE","MON","ANN","KGM","GRM","TNE","MTR","MTK","MTQ","KMT","LTR","KWH","SET","PK","BX"]'
    check (app.are_codes(units, '^[A-Z0-9]{2,3}$')),
  add column vat_rates jsonb not null default '["20","10","1","0"]'
    check (app.are_codes(vat_rates, '^(100(\.0{1,4})?|(0|[1-9][0-9]?)(\.[0-9]{1,4})?)$')),
  add column payment_terms jsonb not null default '[]' check (app.are_payment_terms(payment_terms)),
  add column number_pattern text not null default '{series}{year}{number:9}'
    constraint tenant_number_pattern_holds check (app.is_number_pattern(number_pattern)),
  -- Three letters or digits, the year and nine digits: the rule of e-Fatura and e-Arşiv.
  add constraint "a Turkish business numbers as the e-document rules say" check (country <> 'TR' or number_pattern = '{series}{year}{number:9}');

-- The one account there was becomes the first of several. Row security binds the owner too, so it steps aside for this.
alter table tenants no force row level security;
alter table tenants disable trigger tell_change;
update tenants set bank_accounts = jsonb_build_array(
  jsonb_build_object('label', null, 'bankName', bank_name, 'iban', iban, 'currency', currency)
) where iban is not null;
alter table tenants enable trigger tell_change;
alter table tenants force row level security;
alter table tenants drop column iban, drop column bank_name;
grant update (legal_form, bank_accounts, units, vat_rates, payment_terms, number_pattern) on tenants to app_staff;

alter table invoices
  -- As it was when the number was taken.
  add column number_pattern text not null default '{series}{year}{number:9}',
  drop constraint "a number is series, year and nine digits",
  add constraint "a number is what its pattern makes of series, year and count" check (
    number = app.document_number(number_pattern, series, year, sequence)
  );
grant update (number_pattern) on invoices to app_staff;

-- The first number of a series and year is 1, or the one after those that were entered from before: nobody begins elsewhere.
create or replace function app.begin_beyond_history() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  last record;
begin
  perform app.lock_series(new.tenant_id, new.series, new.year);
  perform from invoice_counters k where k.tenant_id = new.tenant_id and k.series = new.series and k.year = new.year;
  if found then return new; end if;
  if new.last_sequence <> 1 then
    raise exception 'the numbers of a series begin at 1' using errcode = 'check_violation',
      constraint = 'the numbers of a series begin at 1', table = 'invoice_counters';
  end if;
  select max(i.sequence) as sequence, max(i.issue_date) as day into last
    from invoices i where i.tenant_id = new.tenant_id and i.series = new.series and i.year = new.year;
  new.last_sequence := coalesce(last.sequence, 0) + 1;
  new.last_issue_date := greatest(new.last_issue_date, last.day);
  return new;
end $$;
revoke all on function app.begin_beyond_history from public;
