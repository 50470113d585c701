// What a document in a foreign currency says about the books: by which rate, from where, and what its sums come to there.
import type { BookTotals, KnownRate } from '../../../shared/exchange.ts';
import type { Currency } from '../../../shared/fields.ts';
import { formatDay, formatNumber, moneyParts, type MoneyPart } from '../../../shared/format.ts';
import type { Labels } from './labels.ts';
import type { Tongues } from './tongues.ts';

/** As a document carries it: fixed at issue, or proposed for a draft. */
export type PrintedExchange = KnownRate & { currency: Currency } & BookTotals;

type Exchanged = Tongues & { currency: Currency; exchange: PrintedExchange | null };
type BookSum = { label: string; money: MoneyPart[] };
export type ExchangeView = { title: string; lines: string[]; sums: BookSum[] };

/** Null for documents in the currency of the books. */
export function exchangeView({ exchange, language, currency }: Exchanged, words: Labels): ExchangeView | null {
  if (!exchange) return null;
  const sum = (label: string, minor: number): BookSum => ({
    label,
    money: moneyParts(minor, exchange.currency, language),
  });
  const isWithheld = exchange.payableMinor !== exchange.totalMinor;
  const source = exchange.rateDate ? formatDay(exchange.rateDate, language) : null;
  return {
    title: words.inBooks.replaceAll('{currency}', exchange.currency),
    lines: [
      `1 ${currency} = ${formatNumber(exchange.rate, language)} ${exchange.currency}`,
      source ? `${words.rateOfBank}, ${source}` : words.rateByHand,
    ],
    sums: [
      sum(words.vatBase, exchange.netMinor),
      sum(words.vat, exchange.vatMinor),
      sum(words.total, exchange.totalMinor),
      ...(isWithheld ? [sum(words.payable, exchange.payableMinor)] : []),
    ],
  };
}
