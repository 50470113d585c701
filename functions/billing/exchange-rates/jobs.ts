// The timer of exchange rates: looks often, asks the bank only for what is due and not there yet.
import { schedule } from '../../platform/jobs.ts';
import { learnRecentRates } from './exchange-rates.ts';

export const exchangeRateSchedules = [
  schedule('exchange-rates', '30 1,11,21,31,41,51 * * * *', async (base) => {
    const learnt = await learnRecentRates(base);
    if (learnt > 0) base.log.info({ learnt }, 'exchange rates learnt');
  }),
];
