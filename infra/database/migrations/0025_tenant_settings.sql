-- What an invoice needs to know of its seller, checked here too, since a wrong IBAN costs money and a wrong tax number a fine.
-- ISO 13616: letters count from A = 10, the first four characters go last, and the remainder by 97 is 1.
create function app.is_iban(value text) returns boolean language plpgsql immutable strict parallel safe as $$
declare
  moved text := substr(value, 5) || left(value, 4);
  digits text := '';
begin
  if value !~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$' then return false; end if;
  for place in 1 .. length(moved) loop
    digits := digits || case when substr(moved, place, 1) ~ '[0-9]' then substr(moved, place, 1)
      else (ascii(substr(moved, place, 1)) - 55)::text end;
  end loop;
  return digits::numeric % 97 = 1;
end
$$;

-- VKN and TCKN with their checksums (Gelir İdaresi, Nüfus İşleri); of EU VAT numbers the outer form alone.
create function app.is_tax_number(value text) returns boolean language plpgsql immutable strict parallel safe as $$
declare
  digit integer[] := case when value ~ '^[0-9]{10,11}$' then string_to_array(value, null)::integer[] end;
  total integer := 0;
  shifted integer;
begin
  if value ~ '^[A-Z]{2}[A-Z0-9+*]{2,13}$' then return true; end if;
  if value ~ '^[0-9]{10}$' then
    for place in 1 .. 9 loop
      shifted := (digit[place] + 10 - place) % 10;
      total := total + case when shifted = 9 then 9 else (shifted * (2 ^ (10 - place))::integer) % 9 end;
    end loop;
    return (10 - total % 10) % 10 = digit[10];
  elsif value ~ '^[1-9][0-9]{10}$' then
    return ((digit[1] + digit[3] + digit[5] + digit[7] + digit[9]) * 7 - (digit[2] + digit[4] + digit[6] + digit[8]) + 100) % 10 = digit[10]
      and (select sum(d) from unnest(digit[1:10]) d) % 10 = digit[11];
  end if;
  return false;
end
$$;
revoke all on function app.is_iban, app.is_tax_number from public;
grant execute on function app.is_iban, app.is_tax_number to app_staff, app_system, app_identity;

alter table tenants
  add column tax_number text constraint tenant_tax_number_holds check (app.is_tax_number(tax_number)),
  add column tax_office text check (length(tax_office) between 1 and 100),
  add column address_line text check (length(address_line) between 1 and 300),
  add column district text check (length(district) between 1 and 100),
  add column city text check (length(city) between 1 and 100),
  add column postal_code text check (length(postal_code) between 1 and 20),
  add column country text not null default 'TR' check (country ~ '^[A-Z]{2}$'),
  add column email text check (length(email) <= 254),
  add column phone text check (length(phone) <= 30),
  add column website text check (length(website) <= 200),
  add column iban text constraint tenant_iban_holds check (app.is_iban(iban)),
  add column bank_name text check (length(bank_name) between 1 and 100),
  add column invoice_series text not null default 'FTR' check (invoice_series ~ '^[A-Z0-9]{3}$'),
  add column payment_days integer not null default 14 check (payment_days between 0 and 365),
  add column invoice_notes text check (length(invoice_notes) <= 2000),
  add column brand_colour text check (brand_colour ~ '^#[0-9a-f]{6}$'),
  add column logo_key text constraint tenant_logo_is_its_own check (logo_key like id || '/logo/%');

grant update (name, language, currency, time_zone, tax_number, tax_office, address_line, district, city, postal_code, country, email,
  phone, website, iban, bank_name, invoice_series, payment_days, invoice_notes, brand_colour, logo_key, version, updated_at)
  on tenants to app_staff;
grant insert (country) on tenants to app_identity;

-- Issued invoices keep the logo they were printed with; the job that clears away an old one asks here first.
-- (The body is bound at its first use, when the table of invoices exists.)
create function app.is_logo_printed(key text) returns boolean language plpgsql stable as $$
begin
  return exists (select from public.invoices i where i.tenant_id = app.tenant_id() and i.seller ->> 'logoKey' = key);
end
$$;
revoke all on function app.is_logo_printed from public;
grant execute on function app.is_logo_printed to app_system;
