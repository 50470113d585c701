// The timer that forgets what operators did long ago.
import { schedule } from '../../platform/jobs.ts';
import { forgetOldCalls } from './calls.ts';

export const operatorSchedules = [schedule('forget-operator-calls', '0 35 2 * * *', forgetOldCalls)];
