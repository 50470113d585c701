// Timers that gather what gave up and forget what is long over.
import { schedule } from '../../platform/jobs.ts';
import { collectDeadLetters, forgetFailures } from './dead-letters.ts';

export const deadLetterSchedules = [
  schedule('collect-dead-letters', '45 * * * * *', async (base) => void (await collectDeadLetters(base))),
  schedule('forget-failures', '0 40 2 * * *', forgetFailures),
];
