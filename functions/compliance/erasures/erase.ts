// The end of a business whose thirty days are over: files, log, rows, and the people who belonged nowhere else.
import { newId } from '../../../shared/ids.ts';
import type { ScheduleContext } from '../../platform/jobs.ts';
import { maintain, quoted, type Keeper } from '../../platform/maintenance.ts';
import { archiveBeforeErasure } from '../archive/archive.ts';
import { eraseBlobs } from './blobs.ts';
import { eachDue } from './each-due.ts';
import { finishErasure, insertErasure } from './erasure-log.ts';
import { rememberErasure, unremember } from './list.ts';
import { childrenFirst } from './order.ts';
import { erasePeople, type Counts } from './people.ts';
import { tellOwners } from './tell-owners.ts';
import { beginErasing, deleteRows, dueTenants, ownersOf, peopleOnlyOf, peopleWhoStay, tableGraph } from './store.ts';

type Person = { id: string; email: string };

/** All rows in one transaction: half an erased business is never seen. */
async function eraseRows(keeper: Keeper, tenantId: string, people: readonly Person[]): Promise<Counts> {
  const counts: Counts = {};
  await keeper.transaction(async () => {
    for (const { name, hasTenant } of childrenFirst(await keeper.read(tableGraph()))) {
      if (!hasTenant) continue;
      const [gone] = await keeper.read(deleteRows(quoted(name), 'tenant_id', [tenantId]));
      if (gone && gone.n > 0) counts[name] = gone.n;
    }
    await keeper.read(deleteRows('tenants', 'id', [tenantId]));
    const ids = people.map(({ id }) => id);
    for (const [name, n] of Object.entries(await erasePeople(keeper, ids))) counts[name] = (counts[name] ?? 0) + n;
  });
  return { ...counts, tenants: 1 };
}

/**
 * Erases one business, if it is still to be erased. Whatever dies on the way, the next run goes on: the rows go last, in one
 * transaction, and with them the order to erase.
 * @returns whether it was erased
 */
async function eraseTenant(base: ScheduleContext, tenantId: string): Promise<boolean> {
  const now = base.clock();
  return maintain(base.config, async (keeper) => {
    const [begun] = await keeper.read(beginErasing(tenantId, now));
    if (!begun) return false;
    await archiveBeforeErasure(base, keeper, tenantId);
    const people = await keeper.read(peopleOnlyOf(tenantId));
    const owners = await keeper.read(ownersOf(tenantId));
    // Outside the database and before anything goes: a backup that is restored must not bring them back.
    await rememberErasure(base, { kind: 'tenant', id: tenantId, at: now });
    for (const { id } of people) await rememberErasure(base, { kind: 'user', id, at: now });
    // A run that died had remembered them, and since then they joined another business: no restore may take them.
    for (const { id } of await keeper.read(peopleWhoStay(tenantId))) await unremember(base, { kind: 'user', id });
    const id = newId();
    await keeper.read(insertErasure(id, 'tenant', tenantId, now));
    const blobs = await eraseBlobs(base, [tenantId, ...people.map((person) => person.id)]);
    const entries = await base.ports.activityLog.erase(tenantId);
    const rows = await eraseRows(keeper, tenantId, people);
    await keeper.read(finishErasure(id, base.clock(), { ...rows, blobs, activityEntries: entries }));
    await tellOwners(base, id, owners);
    base.log.info({ erasureId: id }, 'a business was erased');
    return true;
  });
}

/** Erases every business whose day has come. @throws AggregateError as `eachDue` */
export async function eraseDue(base: ScheduleContext): Promise<number> {
  const due = await maintain(base.config, (keeper) => keeper.read(dueTenants(base.clock())));
  return eachDue(due, ({ tenantId }) => eraseTenant(base, tenantId));
}
