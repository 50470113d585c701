-- A document in a foreign currency keeps the rate that held at issue, where it came from, and its sums in the currency of the books.

alter table invoices
  -- Of a draft only what a person typed; from issue on the rate that holds. As typed: 48.10 stays apart from 48.1.
  add column exchange_rate numeric check (exchange_rate > 0 and exchange_rate < 10000000000 and scale(exchange_rate) <= 6),
  add column exchange_currency text check (exchange_currency in ('TRY', 'EUR', 'USD', 'GBP')),
  -- The day of the central bank's bulletin.
  add column exchange_rate_date date,
  add column exchange_rate_source text
    constraint "an exchange rate is the bank's or typed by hand" check (exchange_rate_source in ('tcmb', 'manual')),
  add column book_net_minor bigint check (book_net_minor >= 0),
  add column book_vat_minor bigint check (book_vat_minor >= 0),
  add column book_total_minor bigint check (book_total_minor >= 0),
  add column book_payable_minor bigint check (book_payable_minor >= 0),
  add constraint "an exchange rate is fixed at issue with its origin and its sums" check (
    case when state = 'draft'
      then num_nonnulls(exchange_currency, exchange_rate_date, exchange_rate_source, book_net_minor, book_vat_minor,
        book_total_minor, book_payable_minor) = 0
      else num_nulls(exchange_rate, exchange_currency, exchange_rate_source, book_net_minor, book_vat_minor, book_total_minor,
        book_payable_minor) in (0, 7)
        and (exchange_rate_date is not null) = coalesce(exchange_rate_source = 'tcmb', false)
    end
  ),
  add constraint "an exchange rate is to another currency" check (exchange_currency <> currency),
  add constraint "in the books too net and VAT are the total" check (book_net_minor + book_vat_minor = book_total_minor);

grant insert (exchange_rate), update (exchange_rate, exchange_currency, exchange_rate_date, exchange_rate_source, book_net_minor,
  book_vat_minor, book_total_minor, book_payable_minor) on invoices to app_staff;
grant select (exchange_rate, exchange_currency, exchange_rate_date, exchange_rate_source, book_net_minor, book_vat_minor,
  book_total_minor, book_payable_minor) on invoices to app_portal;
