// The timer of reminders before a business is deleted.
import { schedule } from '../../platform/jobs.ts';
import { remindClosings } from './reminders.ts';

export const closingSchedules = [
  schedule('remind-closings', '0 10 * * * *', async (base) => void (await remindClosings(base))),
];
