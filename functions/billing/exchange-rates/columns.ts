// The columns of an invoice that hold its exchange: written once, at issue, and read back as the contract has them.
import type { BookTotals, KnownRate } from '../../../shared/exchange.ts';
import type { Currency } from '../../../shared/fields.ts';

/** What a document takes along at issue; `currency` is that of the books. */
export type FixedExchange = KnownRate & { currency: Currency } & BookTotals;

/** The assignments that fix an exchange, from one JSON value given as a parameter such as `$7`. */
export const fixedColumns = (parameter: string) => `
  exchange_currency = ${parameter}::jsonb ->> 'currency', exchange_rate = (${parameter}::jsonb ->> 'rate')::numeric,
  exchange_rate_date = (${parameter}::jsonb ->> 'rateDate')::date, exchange_rate_source = ${parameter}::jsonb ->> 'source',
  book_net_minor = (${parameter}::jsonb ->> 'netMinor')::bigint, book_vat_minor = (${parameter}::jsonb ->> 'vatMinor')::bigint,
  book_total_minor = (${parameter}::jsonb ->> 'totalMinor')::bigint, book_payable_minor = (${parameter}::jsonb ->> 'payableMinor')::bigint`;

/** The columns as read back from an invoice `i`; those of the sums as one value. */
export const exchangeColumns = `i.exchange_rate, i.exchange_currency, i.exchange_rate_date, i.exchange_rate_source,
  case when i.book_net_minor is not null then jsonb_build_object('netMinor', i.book_net_minor, 'vatMinor', i.book_vat_minor,
    'totalMinor', i.book_total_minor, 'payableMinor', i.book_payable_minor) end as book_totals`;
