// Money that came in the currency of the books for what is owed in another: what came, at which rate, and what it counts as.
import { exchanged, exchangedBack } from '@crmfex/shared/exchange.ts';
import type { Currency } from '@crmfex/shared/fields.ts';
import { formatNumber } from '@crmfex/shared/format.ts';
import type { Received } from '@crmfex/shared/payments.ts';
import { language } from '../language.svelte.ts';
import { createQuote } from '../quote.svelte.ts';
import { readRate } from '../typed-rate.ts';
import { amountOf, typedAmount } from './words.ts';

/** What of it is typed; a rate or an amount that is null follows the bank's rate of the day. */
export type ReceivedFacts = { amount: string; paidIn: string; rate: string | null; receivedAmount: string | null };

export const noReceipt = { rate: null as string | null, receivedAmount: null as string | null };

type Given = {
  values: ReceivedFacts & { paymentDate: string | null };
  /** What is owed in, and what it settles. */
  currency: Currency;
  book: Currency;
  /** What is proposed while nobody has typed an amount, in the currency of what is owed; null proposes nothing. */
  proposedMinor: number | null;
};

const worthOf = ({ currency, amountMinor, rate }: Received, owed: Currency) =>
  exchangedBack(amountMinor, rate, currency, owed);

/** @param given read anew whenever something of it changes */
export function createReceipt(given: () => Given) {
  const isExchanged = $derived(given().currency !== given().book && given().values.paidIn === given().book);
  const quote = createQuote(() => {
    const { currency, values } = given();
    return isExchanged && values.paymentDate ? { currency, date: values.paymentDate } : null;
  });
  const known = $derived(quote.answer?.known);
  const rateWords = $derived(given().values.rate ?? (known ? formatNumber(known.rate, language()) : ''));
  const rate = $derived(readRate({ isManual: true, text: rateWords }, language()));
  const proposed = $derived.by(() => {
    const { proposedMinor, currency, book } = given();
    return rate && proposedMinor ? typedAmount(exchanged(proposedMinor, rate, currency, book), book) : '';
  });
  const words = $derived(isExchanged ? (given().values.receivedAmount ?? proposed) : given().values.amount);
  const typedMinor = $derived(amountOf(words, isExchanged ? given().book : given().currency));
  const received = $derived<Received | null>(
    isExchanged && rate && typedMinor ? { currency: given().book, amountMinor: typedMinor, rate } : null,
  );
  const amountMinor = $derived(isExchanged ? received && worthOf(received, given().currency) : typedMinor);

  return {
    get isExchanged() {
      return isExchanged;
    },
    /** Where the rate that nobody typed comes from. */
    get known() {
      return known;
    },
    /** The rate as it stands in its field. */
    get rateWords() {
      return rateWords;
    },
    get isRateWrong() {
      return rateWords.trim() !== '' && !rate;
    },
    /** The amount as it stands in its field, in the currency that came. */
    get words() {
      return words;
    },
    set words(next: string) {
      const { values } = given();
      if (isExchanged) values.receivedAmount = next;
      else values.amount = next;
    },
    get isAmountWrong() {
      return words.trim() !== '' && !typedMinor;
    },
    /** For the API; null when it came in the currency of what is owed. */
    get received() {
      return received;
    },
    /** What it is worth in the currency of what is owed; null while something is missing. */
    get amountMinor() {
      return amountMinor;
    },
  };
}
