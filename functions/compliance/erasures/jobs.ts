// The timers that erase what is due, and the log of it once three years are over.
import { schedule } from '../../platform/jobs.ts';
import { alertOperator } from '../operator/alerts.ts';
import { maintain } from '../../platform/maintenance.ts';
import { eraseDue } from './erase.ts';
import { forgetErasureLog } from './erasure-log.ts';

export const erasureSchedules = [
  schedule('erase-due', '0 25 * * * *', (base) =>
    alertOperator(base, 'erasure-failed', async () => void (await eraseDue(base))),
  ),
  schedule('forget-erasure-log', '0 35 0 * * *', async (base) => {
    await maintain(base.config, (keeper) => keeper.read(forgetErasureLog(base.clock())));
  }),
];
