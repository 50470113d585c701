// The timer of reminders before a business or an account is deleted.
import { schedule } from '../../platform/jobs.ts';
import { remindAccountClosings, remindClosings } from './reminders.ts';

export const closingSchedules = [
  schedule('remind-closings', '0 10 * * * *', async (base) => {
    await remindClosings(base);
    await remindAccountClosings(base);
  }),
];
