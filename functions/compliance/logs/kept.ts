// What counts as a log and when it ends: server logs, the activity of businesses, and who signed in or tried to.
import * as z from 'zod';
import { command, query } from '../../platform/statement.ts';

const hourMs = 3600_000;

/** The promise of the privacy policy for server and activity logs. */
export const daysKept = 30;
/** The sweep comes hourly and may miss once: it takes what would turn thirty days before it has surely been there again. */
const sweepsAheadMs = 2 * hourMs;

/** What is from before this instant is older than the promise allows. */
export const keptSince = (now: Date): Date => new Date(now.getTime() - daysKept * 24 * hourMs);
/** What is from before this instant goes now, so that nothing ever passes `keptSince`. */
export const sweptBefore = (now: Date): Date => new Date(keptSince(now).getTime() + sweepsAheadMs);

/**
 * Rows that are log lines: of whom they tell of, from where, what was sent to them, and what failed. Each with the instant that ages it.
 * `activity` holds rows on their way to the log of a business; one that has waited so long is not to arrive any more.
 */
const logTables = {
  sign_ins: 'at',
  sign_in_failures: 'last_at',
  // Has the address and the browser of each sign-in; no session lives longer than thirty days.
  sessions: 'created_at',
  outside_sessions: 'created_at',
  mails: 'created_at',
  activity: 'at',
  job_failures: 'last_at',
} as const;
export type LogTable = keyof typeof logTables;
export const tables = Object.keys(logTables) as LogTable[]; // the table's own keys

const Old = z.strictObject({ count: z.int(), oldest: z.string().nullable() });
export type Old = z.infer<typeof Old>;

/** How many rows are from before an instant, and the oldest of all. */
export const oldRows = (table: LogTable, before: Date) =>
  query(
    Old,
    `select count(*) filter (where ${logTables[table]} < $1)::integer as count, min(${logTables[table]}) as oldest from ${table}`,
    [before],
  );

export const removeRows = (table: LogTable, before: Date) =>
  command(`delete from ${table} where ${logTables[table]} < $1`, [before]);

/** Azure's export names each blob by the hour of its lines, `…/y=2026/m=11/d=26/h=01/m=00/PT1H.json`. */
const hourInName = /(?:^|\/)y=(\d{4})\/m=(\d{2})\/d=(\d{2})\/h=(\d{2})\/m=(\d{2})\//;

/** When the oldest line of a blob may have been written: the hour in its name, or else when the blob was last written. */
export function beginOf({ name, modifiedAt }: { name: string; modifiedAt: Date }): Date {
  const found = hourInName.exec(name);
  if (!found) return modifiedAt;
  const [, year, month, day, hour, minute] = found;
  const named = new Date(`${year}-${month}-${day}T${hour}:${minute}:00Z`);
  return Number.isNaN(named.getTime()) || named > modifiedAt ? modifiedAt : named;
}
