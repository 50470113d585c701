// The timer that ends logs.
import { schedule } from '../../platform/jobs.ts';
import { alertOperator } from '../operator/alerts.ts';
import { sweepAndLook } from './sweep.ts';

export const logSchedules = [
  schedule('sweep-logs', '0 10 * * * *', (base) => alertOperator(base, 'logs-outlived', () => sweepAndLook(base))),
];
