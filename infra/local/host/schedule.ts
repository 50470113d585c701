// NCRONTAB schedules: six fields in UTC, and what a timer remembers between two lives of the host.
import { Cron } from 'croner';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export type Schedule = { expression: string; next(after: Date): Date };

/** Parses `{second} {minute} {hour} {day} {month} {day-of-week}`. Throws a sentence when it is not NCRONTAB. */
export function parseSchedule(expression: string): Schedule {
  const fields = expression.trim().split(/\s+/);
  // croner knows more than NCRONTAB (L, W, #, ?): a schedule that Azure refuses must not run here.
  const isPlain = fields.every((field) => /^[\d*,/-]+$|^[a-z]{3}([-,/][a-z\d]+)*$/i.test(field));
  if (fields.length !== 6 || !isPlain) throw new Error(`"${expression}" is not a schedule of six NCRONTAB fields.`);
  const cron = new Cron(expression, { mode: '6-part', timezone: 'Etc/UTC', domAndDow: true, paused: true });
  return {
    expression,
    next: (after) => {
      const next = cron.nextRun(after);
      if (!next) throw new Error(`The schedule "${expression}" never comes.`);
      return next;
    },
  };
}

const ScheduleStatus = z.object({ last: z.iso.datetime().nullable(), next: z.iso.datetime() });
export type ScheduleStatus = z.infer<typeof ScheduleStatus>;

export type StatusStore = { read(): ScheduleStatus | null; write(status: ScheduleStatus): void };

/** One small file per timer, where Azure keeps one small blob. */
export function statusStore(stateDir: string, functionName: string): StatusStore {
  const dir = join(stateDir, 'timers');
  const file = join(dir, `${encodeURIComponent(functionName)}.json`);
  mkdirSync(dir, { recursive: true });
  return {
    read: () => {
      try {
        return ScheduleStatus.parse(JSON.parse(readFileSync(file, 'utf8')));
      } catch {
        // Never ran, or the file was torn: Azure then starts afresh as well.
        return null;
      }
    },
    write: (status) => {
      writeFileSync(`${file}.new`, JSON.stringify(status));
      renameSync(`${file}.new`, file);
    },
  };
}
