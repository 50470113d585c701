// Nothing older than thirty days lies in any log.
import { oldLogs } from '../../logs/old-logs.ts';
import { daysKept, tables } from '../../logs/kept.ts';
import { counted, keptIf, timed, type PromiseCheck } from '../promise.ts';

/** Beside the tables: the server's log and the activity log of businesses. */
const otherLogs = 2;

export const logs: PromiseCheck = {
  key: 'logs',
  async look(base) {
    const found = await oldLogs(base);
    const begins = found.flatMap(({ oldest }) => (oldest === null ? [] : [new Date(oldest).toISOString()]));
    const old = found.reduce((sum, { count }) => sum + count, 0);
    return {
      result: keptIf(old === 0),
      evidence: [
        counted('logPlaces', tables.length + otherLogs),
        counted('logDays', daysKept),
        timed('oldestLogLine', begins.sort()[0] ?? null),
        counted('oldEntries', old),
      ],
    };
  },
};
