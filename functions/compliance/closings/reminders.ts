// Owners are reminded of a deletion a week and a day before it happens.
import * as z from 'zod';
import type { ScheduleContext } from '../../platform/jobs.ts';
import { flyAsJobs } from '../../platform/flush.ts';
import { query } from '../../platform/statement.ts';

const Told = z.strictObject({ told: z.int() });

/** Writes the reminders that are due, each once. Returns of how many businesses. */
export async function remindClosings(base: ScheduleContext): Promise<number> {
  const remind = query(Told, 'select gate.remind_closings($1) as told', [base.clock()]);
  const [row] = await flyAsJobs(base.database, remind);
  return row?.told ?? 0;
}
