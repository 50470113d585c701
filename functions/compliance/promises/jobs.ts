// The timer that looks after the promises.
import { schedule } from '../../platform/jobs.ts';
import { checkPromises } from './promises.ts';

export const promiseSchedules = [schedule('check-promises', '30 */10 * * * *', (base) => checkPromises(base))];
