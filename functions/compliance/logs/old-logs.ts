// Counts what is older than thirty days wherever there are logs, where it must be nothing, and looks for the oldest line.
import type { ScheduleContext } from '../../platform/jobs.ts';
import { maintain } from '../../platform/maintenance.ts';
import { beginOf, keptSince, oldRows, tables, type LogTable, type Old } from './kept.ts';

export type OldLogs = Old & {
  /** `serverLogs` are blobs, `activityLog` entries of the log of businesses, the others rows of a table. */
  kind: LogTable | 'serverLogs' | 'activityLog';
};

async function oldServerLogs(base: ScheduleContext, before: Date): Promise<Old> {
  let count = 0;
  let oldest: Date | null = null;
  for await (const blob of base.ports.serverLogs.list()) {
    const begin = beginOf(blob);
    if (begin < before) count += 1;
    if (!oldest || begin < oldest) oldest = begin;
  }
  return { count, oldest: oldest?.toISOString() ?? null };
}

const nothing: Old = { count: 0, oldest: null };

/** One for each kind of log: how much of it is too old, and its oldest line. Only numbers and instants, nothing of any tenant. */
export async function oldLogs(base: ScheduleContext): Promise<OldLogs[]> {
  const before = keptSince(base.clock());
  const rows = await maintain(base.config, async (keeper) => {
    const found: OldLogs[] = [];
    for (const kind of tables) found.push({ kind, ...((await keeper.read(oldRows(kind, before)))[0] ?? nothing) });
    return found;
  });
  const blobs = await oldServerLogs(base, before);
  const entries = await base.ports.activityLog.olderThan(before.toISOString());
  return [...rows, { kind: 'serverLogs', ...blobs }, { kind: 'activityLog', ...entries }];
}
