// Timers of the backups, and the look at each backup as soon as it has arrived.
import { schedule } from '../../platform/jobs.ts';
import { arrivalJob } from '../../platform/blob-jobs.ts';
import { alertOperator } from '../operator/alerts.ts';
import { checkArrival } from './arrival.ts';
import { restoreDrill } from './drill.ts';
import { rotateBackups } from './rotate.ts';
import { takeBackup } from './take.ts';

export const backupBlobJobs = [arrivalJob('backups', 'backups/{name}/manifest.json', checkArrival)];

// In UTC: 04:05, 07:05 and, on Sundays, 08:05 in Istanbul.
export const backupSchedules = [
  schedule('take-backup', '0 5 1 * * *', async (base) => {
    await alertOperator(base, 'backup-failed', async () => void (await takeBackup(base)));
  }),
  schedule('rotate-backups', '0 5 4 * * *', async (base) => {
    await alertOperator(base, 'backup-outlived', async () => {
      const { outlived } = await rotateBackups(base);
      if (outlived) throw new Error(`${outlived} is older than seven days, and nothing newer is good: it was kept.`);
    });
  }),
  schedule('restore-drill', '0 5 5 * * 0', async (base) => {
    await alertOperator(base, 'drill-failed', async () => {
      const done = await restoreDrill(base);
      if (!done) throw new Error('There is no verified backup to restore.');
    });
  }),
];
