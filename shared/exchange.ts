// Exchange rates: what a document in a foreign currency is worth in the currency of the books, and where its rate comes from.
import * as z from 'zod';
import { Currency, Day } from './fields.ts';
import { currencyPlaces, formatDecimal, parseDecimal, round, toMinor } from './money.ts';
import { route } from './route.ts';

/** Units of the books' currency for one of the document's, at most 6 places as UBL-TR's `CalculationRate` has them; never 0. */
export const ExchangeRate = z
  .string()
  .regex(/^(?!0(\.0*)?$)(0|[1-9]\d{0,9})(\.\d{1,6})?$/, { error: 'field.exchangeRate' });

/** `tcmb`: the bulletin of the Central Bank of the Republic of Türkiye; `manual`: typed by a person. */
export const ExchangeSource = z.enum(['tcmb', 'manual']);
export type ExchangeSource = z.infer<typeof ExchangeSource>;

/** A rate with its origin; `rateDate` is the day of the bulletin, null for one that was typed. */
export const KnownRate = z.strictObject({ rate: z.string(), rateDate: Day.nullable(), source: ExchangeSource });
export type KnownRate = z.infer<typeof KnownRate>;

/** What an issued document in a foreign currency is worth in the books. */
export const BookTotals = z.strictObject({
  netMinor: z.int(),
  vatMinor: z.int(),
  totalMinor: z.int(),
  payableMinor: z.int(),
});
export type BookTotals = z.infer<typeof BookTotals>;

/** Of a draft what was typed; of an issued document in a foreign currency the rate that holds, with its origin. */
export const exchangeShape = {
  exchangeRate: z.string().nullable(),
  exchangeCurrency: Currency.nullable(),
  exchangeRateDate: Day.nullable(),
  exchangeRateSource: ExchangeSource.nullable(),
  bookTotals: BookTotals.nullable(),
};

type Exchange = { [field in keyof typeof exchangeShape]?: z.infer<(typeof exchangeShape)[field]> };

/** The exchange of an issued document as one value; null for drafts and for documents in the currency of the books. */
export function bookExchangeOf(invoice: Exchange): (KnownRate & { currency: Currency } & BookTotals) | null {
  const { exchangeRate: rate, exchangeCurrency: currency, exchangeRateSource: source, bookTotals } = invoice;
  if (!rate || !currency || !source || !bookTotals) return null;
  return { rate, rateDate: invoice.exchangeRateDate ?? null, source, currency, ...bookTotals };
}

/** One currency of a bulletin: lira for `unit` of it. */
export type Quote = { currency: string; unit: number; forexBuying: string | null };
export type QuotedDay = { day: string; quotes: readonly Quote[] };

/**
 * The currency in which a business keeps its books: lira in Türkiye whatever it usually bills in (Tax Procedure Law No. 213, Art. 215),
 * elsewhere the currency of its settings.
 */
export function bookCurrency({ country, currency }: { country: string; currency: Currency }): Currency {
  return country === 'TR' ? 'TRY' : currency;
}

const RATE_PLACES = 6;
const RATE_WHOLE = 10n ** BigInt(RATE_PLACES);

type Fraction = { numerator: bigint; denominator: bigint };

function liraFor(currency: Currency, { quotes }: QuotedDay): Fraction | null {
  if (currency === 'TRY') return { numerator: RATE_WHOLE, denominator: RATE_WHOLE };
  const quote = quotes.find((one) => one.currency === currency);
  if (!quote?.forexBuying) return null;
  return { numerator: parseDecimal(quote.forexBuying, RATE_PLACES), denominator: RATE_WHOLE * BigInt(quote.unit) };
}

/**
 * What a bulletin says about two currencies, by its forex buying rates; neither being the lira, the way goes through it. Rounded once to six
 * places. Null when the bulletin does not quote one of them.
 */
export function rateOf(from: Currency, to: Currency, bulletin: QuotedDay): KnownRate | null {
  const [one, other] = [liraFor(from, bulletin), liraFor(to, bulletin)];
  if (!one || !other) return null;
  const units = round(one.numerator * other.denominator * RATE_WHOLE, one.denominator * other.numerator);
  if (units === 0n) return null;
  return { rate: formatDecimal(units, RATE_PLACES), rateDate: bulletin.day, source: 'tcmb' };
}

/** An amount in the other currency, rounded once to its minor unit. @throws RangeError when it grows beyond a safe integer */
export function exchanged(minor: number, rate: string, from: Currency, to: Currency): number {
  const scale = 10n ** BigInt(currencyPlaces[to]);
  const whole = 10n ** BigInt(currencyPlaces[from]) * RATE_WHOLE;
  return toMinor(round(BigInt(minor) * parseDecimal(rate, RATE_PLACES) * scale, whole));
}

/**
 * The other way: what an amount is worth at units of its own currency (`from`) for one of the other (`to`), rounded once.
 * @throws RangeError when it grows beyond a safe integer
 */
export function exchangedBack(minor: number, rate: string, from: Currency, to: Currency): number {
  const scale = 10n ** BigInt(currencyPlaces[to]) * RATE_WHOLE;
  return toMinor(round(BigInt(minor) * scale, parseDecimal(rate, RATE_PLACES) * 10n ** BigInt(currencyPlaces[from])));
}

/** Sums of a document; what is payable is the total where nothing is withheld. */
export type BookableSums = { netMinor: number; vatMinor: number; totalMinor: number; payableMinor?: number };

/**
 * The sums of a document in the books' currency. Net and VAT are exchanged, the total is their sum, and what is payable differs from the
 * total by what the document withholds: so that the printed figures add up.
 */
export function bookTotals(sums: BookableSums, rate: string, from: Currency, to: Currency): BookTotals {
  const [netMinor, vatMinor] = [exchanged(sums.netMinor, rate, from, to), exchanged(sums.vatMinor, rate, from, to)];
  const totalMinor = netMinor + vatMinor;
  const withheldMinor = exchanged(sums.totalMinor - (sums.payableMinor ?? sums.totalMinor), rate, from, to);
  return { netMinor, vatMinor, totalMinor, payableMinor: totalMinor - withheldMinor };
}

export const ExchangeQuestion = z.strictObject({
  currency: Currency,
  /** The day of the document; without it the day on which an invoice issued now would be dated. */
  date: Day.optional(),
});
export type ExchangeQuestion = z.output<typeof ExchangeQuestion>;

export const ExchangeAnswer = z.strictObject({
  currency: Currency,
  bookCurrency: Currency,
  date: Day,
  /** Null when both currencies are the same, and when no rate is known for the day. */
  known: KnownRate.nullable(),
});
export type ExchangeAnswer = z.infer<typeof ExchangeAnswer>;

export const exchangeRoutes = {
  get: route('GET /exchange-rates', {
    summary: 'The rate for a document of a day, by the last bulletin before it',
    query: ExchangeQuestion,
    response: ExchangeAnswer,
  }),
};
