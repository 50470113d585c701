// The newest verified backup is young enough, none is older than seven days, and the last restore of one went well.
import { drills, keptBackups } from '../../backups/records.ts';
import { instantOf } from '../../backups/manifest.ts';
import { rotation } from '../../backups/rotate.ts';
import { counted, keptIf, timed, type PromiseCheck } from '../promise.ts';

const hourMs = 3600_000;
/** Every night, and three hours of patience. */
const youngMs = 27 * hourMs;
/** The rotation comes once a day. */
const oldMs = (7 * 24 + 25) * hourMs;

export const backups: PromiseCheck = {
  key: 'backups',
  async look(base) {
    const now = base.clock().getTime();
    const kept = await keptBackups(base);
    const verified = kept.find(({ verifiedAt }) => verifiedAt !== null);
    const oldest = kept.at(-1);
    const [drill] = await drills(base);
    const ageOf = (name: string) => now - instantOf(name).getTime();
    const isYoung = verified !== undefined && ageOf(verified.name) <= youngMs;
    const isRotated = oldest === undefined || ageOf(oldest.name) <= oldMs;
    const isOutlived = rotation(kept, base.clock()).outlived !== null;
    const isRestored = drill === undefined || drill.problem === null;
    // On the first day there is nothing yet that could be good or bad.
    const isNew = kept.length === 0;
    return {
      result: isNew ? 'unknown' : keptIf(isYoung && isRotated && !isOutlived && isRestored),
      evidence: [
        timed('newestBackup', verified ? instantOf(verified.name).toISOString() : null),
        timed('verifiedAt', verified?.verifiedAt ?? null),
        counted('backupRows', verified?.rowCount ?? 0),
        timed('oldestBackup', oldest ? instantOf(oldest.name).toISOString() : null),
        counted('keptBackups', kept.length),
        timed('lastDrill', drill?.startedAt ?? null),
        counted('drillRows', drill?.rowCount ?? 0),
      ],
    };
  },
};
