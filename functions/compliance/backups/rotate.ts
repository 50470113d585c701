// The rotation: a backup lives seven days, unless it is the last good one; copies of files live as long as a backup names them.
import type { ScheduleContext } from '../../platform/jobs.ts';
import { forgetErasures } from '../erasures/list.ts';
import { instantOf } from './manifest.ts';
import { backupRemoved, forgetRecords, keptBackups, type BackupRecord } from './records.ts';
import { follow } from './sorted.ts';
import { linesOf } from './streams.ts';

const dayMs = 24 * 3600_000;
export const daysKept = 7;
const recordDaysKept = 400;
/** Longer than any backup lives, the last good one excepted, which is why a restore warns about an old one. */
const erasureDaysKept = 3 * 366;

export type Rotation = {
  expired: string[];
  /** The last good backup, older than it should be, kept because nothing newer is good. */
  outlived: string | null;
};

/** What goes and what stays, by the clock alone: at seven days to the second a backup goes. */
export function rotation(backups: readonly BackupRecord[], now: Date): Rotation {
  const isOld = ({ name }: BackupRecord) => now.getTime() - instantOf(name).getTime() >= daysKept * dayMs;
  const lastGood = backups.find(({ verifiedAt }) => verifiedAt !== null);
  const outlived = lastGood && isOld(lastGood) ? lastGood.name : null;
  return { expired: backups.filter((one) => isOld(one) && one.name !== outlived).map(({ name }) => name), outlived };
}

/** Removes expired backups; the manifest goes first, so that nothing half removed looks whole. */
export async function rotateBackups(base: ScheduleContext): Promise<Rotation> {
  const now = base.clock();
  const found = rotation(await keptBackups(base), now);
  const backups = base.ports.containers('backups');
  for (const name of found.expired) {
    await backups.remove(`${name}/manifest.json`);
    for await (const blob of backups.list(`${name}/`)) await backups.remove(blob.name);
    await backupRemoved(base, name, now);
  }
  if (found.expired.length > 0) await removeCopies(base);
  await forgetRecords(base, new Date(now.getTime() - recordDaysKept * dayMs));
  await forgetErasures(base, new Date(now.getTime() - erasureDaysKept * dayMs));
  return found;
}

/** Removes the copies that no kept backup names. One younger than a day may belong to a backup that is being made. */
async function removeCopies(base: ScheduleContext): Promise<void> {
  const kept = (await keptBackups(base)).filter(({ finishedAt }) => finishedAt !== null);
  const lists = kept.map(({ name }) => follow(linesOf(base, `${name}/files.txt.zst`)));
  const copies = base.ports.containers('backup-files');
  for await (const { name, modifiedAt } of copies.list()) {
    const isNeeded = (await Promise.all(lists.map((list) => list.has(name)))).includes(true);
    if (!isNeeded && base.clock().getTime() - modifiedAt.getTime() >= dayMs) await copies.remove(name);
  }
}
