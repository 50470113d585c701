// Owners are reminded of the deletion of a business, and a person of that of the account, a week and a day before it happens.
import * as z from 'zod';
import type { ScheduleContext } from '../../platform/jobs.ts';
import { flyAsJobs } from '../../platform/flush.ts';
import { query } from '../../platform/statement.ts';

const Told = z.strictObject({ told: z.int() });

async function remind(base: ScheduleContext, call: string): Promise<number> {
  const [row] = await flyAsJobs(base.database, query(Told, `select ${call} as told`, [base.clock()]));
  return row?.told ?? 0;
}

/** Writes the reminders that are due, each once. Returns of how many businesses. */
export const remindClosings = (base: ScheduleContext): Promise<number> => remind(base, 'gate.remind_closings($1)');

/** The same for people. Returns to how many. */
export const remindAccountClosings = (base: ScheduleContext): Promise<number> =>
  remind(base, 'gate.remind_account_closings($1)');
