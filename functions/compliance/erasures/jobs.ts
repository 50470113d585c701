// The timer that erases what is due.
import { schedule } from '../../platform/jobs.ts';
import { alertOperator } from '../operator/alerts.ts';
import { eraseDue } from './erase.ts';

export const erasureSchedules = [
  schedule('erase-due', '0 25 * * * *', (base) =>
    alertOperator(base, 'erasure-failed', async () => void (await eraseDue(base))),
  ),
];
