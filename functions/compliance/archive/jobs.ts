// Timers of the archive: one that fills it, one that ends what the law no longer keeps.
import { schedule } from '../../platform/jobs.ts';
import { alertOperator } from '../operator/alerts.ts';
import { archiveIssued, endRetention } from './archive.ts';

export const archiveSchedules = [
  schedule('archive-issued', '30 */5 * * * *', (base) =>
    alertOperator(base, 'archive-failed', async () => void (await archiveIssued(base))),
  ),
  // In Istanbul 00:15, so that what ends with a year is gone on its first day.
  schedule('end-retention', '0 15 21 * * *', (base) =>
    alertOperator(base, 'archive-failed', async () => void (await endRetention(base))),
  ),
];
