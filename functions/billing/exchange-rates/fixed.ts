// The rate that a document takes at issue, with its sums in the books: found here, kept by the statement that issues.
import { bookCurrency, bookTotals, type BookableSums, type KnownRate } from '../../../shared/exchange.ts';
import type { Currency, Language } from '../../../shared/fields.ts';
import { formatDay } from '../../../shared/format.ts';
import type { FieldProblem } from '../../../shared/problem.ts';
import type { FixedExchange } from './columns.ts';
import { rateFor } from './exchange-rates.ts';
import type { Asked } from './store.ts';

/** What of a document its exchange depends on; `exchangeRate` is what a person typed. */
export type Exchangeable = {
  currency: Currency;
  exchangeRate: string | null;
  totals: BookableSums;
};

type Books = { country: string; currency: Currency };

/** The rate for a document: what was typed wins over the bulletin. Null when none is needed or none is known. */
function knownRate({ currency, exchangeRate }: Exchangeable, book: Currency, asked: Asked): KnownRate | null {
  if (currency === book) return null;
  return exchangeRate ? { rate: exchangeRate, rateDate: null, source: 'manual' } : rateFor(currency, book, asked);
}

/** As {@link fixExchange}, for a look at a draft: what cannot be said is left out. */
export function proposedExchange(document: Exchangeable, tenant: Books, asked: Asked): FixedExchange | null {
  return fixExchange(document, tenant, asked, 'en').exchange;
}

/**
 * What a document takes along at issue, or what keeps it from being issued, at the field where a rate can be typed.
 * @param language of whoever issues it
 */
export function fixExchange(
  document: Exchangeable,
  tenant: Books,
  asked: Asked,
  language: Language,
): { exchange: FixedExchange | null; problems: FieldProblem[] } {
  const book = bookCurrency(tenant);
  const { currency, totals } = document;
  const pointer = '#/exchangeRate';
  const known = knownRate(document, book, asked);
  if (!known) {
    const parameters = { currency, date: formatDay(asked.date, language) };
    const isMissing = currency !== book;
    return { exchange: null, problems: isMissing ? [{ pointer, key: 'exchange.unknown', parameters }] : [] };
  }
  const exchange = exchangeAt(known, totals, currency, book);
  if (exchange) return { exchange, problems: [] };
  return { exchange: null, problems: [{ pointer, key: 'exchange.tooLarge', parameters: { currency: book } }] };
}

/** Null when the sums grow beyond what a number holds. */
function exchangeAt(known: KnownRate, totals: BookableSums, from: Currency, to: Currency): FixedExchange | null {
  try {
    return { ...known, currency: to, ...bookTotals(totals, known.rate, from, to) };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The rate of another document with the sums of this one, as a return takes it from what it takes back. */
export function exchangeLike(
  original: {
    currency: Currency;
    exchangeRate: string | null;
    exchangeCurrency: Currency | null;
    exchangeRateDate: string | null;
    exchangeRateSource: KnownRate['source'] | null;
  },
  totals: BookableSums,
): FixedExchange | null {
  const { exchangeRate: rate, exchangeCurrency: currency, exchangeRateSource: source } = original;
  if (!rate || !currency || !source) return null;
  return exchangeAt({ rate, rateDate: original.exchangeRateDate, source }, totals, original.currency, currency);
}
