// The timers that erase what is due, and the log of it once three years are over.
import { schedule } from '../../platform/jobs.ts';
import { alertOperator } from '../operator/alerts.ts';
import { maintain } from '../../platform/maintenance.ts';
import { eraseDueAccounts } from './accounts.ts';
import { eraseDue } from './erase.ts';
import { forgetErasureLog } from './erasure-log.ts';

/** What went wrong, once it is over. */
const settled = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

export const erasureSchedules = [
  schedule('erase-due', '0 25 * * * *', (base) =>
    alertOperator(base, 'erasure-failed', async () => {
      // Businesses first: an account may wait for the one that only its person owns.
      const [businesses, accounts] = [await settled(eraseDue(base)), await settled(eraseDueAccounts(base))];
      const failures = [businesses, accounts].filter((one) => one !== null);
      if (failures.length > 0) throw new AggregateError(failures, 'Not everything that is due could be erased.');
    }),
  ),
  schedule('forget-erasure-log', '0 35 0 * * *', async (base) => {
    await maintain(base.config, (keeper) => keeper.read(forgetErasureLog(base.clock())));
  }),
];
