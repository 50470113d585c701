// Runs a timer, remembers when it fails, and lets an operator have one run again.
import * as z from 'zod';
import type { App } from './app.ts';
import { noteFailed, noteRecovered, timerOf } from './job-failures.ts';
import type { Job, Schedule } from './jobs.ts';

export type Run = { requestId: string; isPastDue: boolean };

/** @throws what the timer throws, once it is remembered */
export async function runSchedule(app: App, schedule: Schedule, { requestId, isPastDue }: Run): Promise<void> {
  const log = app.log.child({ requestId, schedule: schedule.name });
  const base = { ...app, log, requestId, isPastDue };
  try {
    await schedule.run(base);
  } catch (error) {
    log.error({ error }, 'timer failed');
    await noteFailed(base, timerOf(schedule.name), error, true);
    throw error;
  }
  await noteRecovered(base, timerOf(schedule.name));
}

/** The house's own queue: a message of it belongs to no business. */
export const runsQueue = 'house-runs';

const Wanted = z.strictObject({ schedule: z.string() });

/** The job that runs a timer which an operator asked for. A run that fails is remembered as the timer's failure, not as a message's. */
export function runJob(schedules: readonly Schedule[]): Job {
  return {
    queue: runsQueue,
    async handle(app, raw, { requestId }) {
      const wanted = Wanted.parse(typeof raw === 'string' ? JSON.parse(raw) : raw);
      const found = schedules.find(({ name }) => name === wanted.schedule);
      if (!found) throw new Error(`There is no timer of the name ${wanted.schedule}.`);
      await runSchedule(app, found, { requestId, isPastDue: false }).catch(() => undefined);
    },
  };
}
