// Ends logs at thirty days. The activity of businesses ends by itself, at the second, in the store that keeps it.
import type { ScheduleContext } from '../../platform/jobs.ts';
import { maintain } from '../../platform/maintenance.ts';
import { beginOf, removeRows, sweptBefore, tables } from './kept.ts';
import { oldLogs } from './old-logs.ts';

/** Removes log blobs and rows. What is removed twice is removed once. */
export async function sweepLogs(base: ScheduleContext): Promise<void> {
  const before = sweptBefore(base.clock());
  await maintain(base.config, async (keeper) => {
    for (const table of tables) await keeper.read(removeRows(table, before));
  });
  const { serverLogs } = base.ports;
  for await (const blob of serverLogs.list()) if (beginOf(blob) < before) await serverLogs.remove(blob);
}

/** @throws Error when something is older than thirty days all the same */
export async function sweepAndLook(base: ScheduleContext): Promise<void> {
  await sweepLogs(base);
  const old = (await oldLogs(base)).filter(({ count }) => count > 0);
  if (old.length === 0) return;
  const told = old.map(({ kind, count, oldest }) => `${kind}: ${count}, the oldest of ${oldest}`);
  throw new Error(`Logs older than thirty days are left. ${told.join('; ')}.`);
}
