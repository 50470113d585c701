// The exchange rate that would hold for a document: asked when its currency or day changes, the last good answer kept meanwhile.
import { exchangeRoutes, type ExchangeAnswer } from '@crmfex/shared/exchange.ts';
import type { Currency } from '@crmfex/shared/fields.ts';
import { api } from './api.ts';

/** @param question null asks nothing, as for documents in the currency of the books */
export function createQuote(question: () => { currency: Currency; date?: string } | null) {
  let answer = $state.raw<ExchangeAnswer | null>(null);
  let hasFailed = $state(false);

  $effect(() => {
    const asked = question();
    if (!asked) return;
    const leaving = new AbortController();
    api(exchangeRoutes.get, { query: asked, signal: leaving.signal }).then(
      (got) => {
        answer = got;
        hasFailed = false;
      },
      () => {
        // Issuing says again that a rate is missing, so this need not be loud.
        if (!leaving.signal.aborted) hasFailed = true;
      },
    );
    return () => leaving.abort();
  });

  return {
    /** Of the very currency that is asked for; undefined while the answer is on its way. */
    get answer() {
      const asked = question();
      return answer && asked && answer.currency === asked.currency ? answer : undefined;
    },
    get hasFailed() {
      return hasFailed;
    },
  };
}
