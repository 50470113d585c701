// The weekly drill: the newest verified backup is restored into a database of its own, compared, checked by every key, and dropped.
import { newId } from '../../../shared/ids.ts';
import type { ScheduleContext } from '../../platform/jobs.ts';
import { maintain, quoted } from '../../platform/maintenance.ts';
import { replayErasures } from '../erasures/replay.ts';
import type { Manifest } from './manifest.ts';
import { drillFailed, drillFinished, drillStarted, keptBackups } from './records.ts';
import { loadRows } from './restore.ts';
import { readManifest } from './verify.ts';

/** Restores into the empty database `scratch` of the maintenance login. Returns the number of rows. */
async function restoreInto(base: ScheduleContext, scratch: string, manifest: Manifest): Promise<number> {
  return maintain(
    base.config,
    async (keeper) => {
      for (const statement of manifest.schema.before) await keeper.execute(statement);
      const rowCount = await loadRows(base, keeper, manifest);
      await replayErasures(base, keeper, manifest);
      // Every key and check over every row: what does not hold together stops here.
      for (const statement of manifest.schema.after) await keeper.execute(statement);
      return rowCount;
    },
    scratch,
  );
}

/** The rows that came back, or null when there is no verified backup to try. Throws what went wrong, after it was recorded. */
export async function restoreDrill(base: ScheduleContext): Promise<{ backup: string; rowCount: number } | null> {
  const newest = (await keptBackups(base)).find(({ verifiedAt }) => verifiedAt !== null);
  if (!newest) return null;
  const id = newId();
  const scratch = `crmfex_drill_${id.replaceAll('-', '')}`;
  await drillStarted(base, id, newest.name, base.clock());
  try {
    const manifest = await readManifest(base, newest.name);
    await maintain(base.config, (keeper) => keeper.execute(`create database ${quoted(scratch)} template template0`));
    const rowCount = await restoreInto(base, scratch, manifest);
    await drillFinished(base, id, base.clock(), rowCount);
    return { backup: newest.name, rowCount };
  } catch (error) {
    await drillFailed(base, id, base.clock(), error);
    throw error;
  } finally {
    await maintain(base.config, (keeper) => keeper.execute(`drop database if exists ${quoted(scratch)} with (force)`));
  }
}
