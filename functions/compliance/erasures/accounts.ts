// The end of an account whose thirty days are over: the picture, the log of each business, rows, and what businesses keep without a name.
import { newId } from '../../../shared/ids.ts';
import type { ScheduleContext } from '../../platform/jobs.ts';
import { maintain } from '../../platform/maintenance.ts';
import { eraseBlobs } from './blobs.ts';
import { eachDue } from './each-due.ts';
import { finishErasure, insertErasure } from './erasure-log.ts';
import { forgetPerson } from './former-member.ts';
import { rememberErasure } from './list.ts';
import { erasePeople } from './people.ts';
import { beginErasingAccount, dueAccounts } from './store.ts';
import { tellLeaver } from './tell-owners.ts';

/** Erases one account, if it is still to be erased. Whatever dies on the way, the next run goes on: the rows go last. */
async function eraseAccount(base: ScheduleContext, userId: string): Promise<boolean> {
  const now = base.clock();
  return maintain(base.config, async (keeper) => {
    const [leaver] = await keeper.read(beginErasingAccount(userId, now));
    if (!leaver) return false;
    // Outside the database and before anything goes: a backup that is restored must not bring them back.
    await rememberErasure(base, { kind: 'user', id: userId, at: now });
    const id = newId();
    await keeper.read(insertErasure(id, 'user', userId, now));
    const blobs = await eraseBlobs(base, [userId]);
    const activityEntries = await base.ports.activityLog.rewrite(userId, (entry) => forgetPerson(entry, leaver));
    // In one transaction: half an erased person is never seen.
    const rows = await keeper.transaction(() => erasePeople(keeper, [userId]));
    await keeper.read(finishErasure(id, base.clock(), { ...rows, blobs, activityEntries }));
    await tellLeaver(base, id, leaver);
    base.log.info({ erasureId: id }, 'an account was erased');
    return true;
  });
}

/** Erases every account whose day has come. One whose business has no other owner waits until that business is gone. @throws AggregateError as `eachDue` */
export async function eraseDueAccounts(base: ScheduleContext): Promise<number> {
  const due = await maintain(base.config, (keeper) => keeper.read(dueAccounts(base.clock())));
  return eachDue(due, ({ id }) => eraseAccount(base, id));
}
