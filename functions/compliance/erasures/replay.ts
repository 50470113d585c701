// After a restore: whoever was erased since the backup was made goes again, before anybody may use what was restored.
import type { Ports } from '../../integrations/ports.ts';
import { quoted, type Keeper } from '../../platform/maintenance.ts';
import { erasedSince } from './list.ts';
import { erasePeople } from './people.ts';
import { deleteRows, tableGraph } from './store.ts';

/** Without keys in the way rows go in any order. */
async function eraseTenants(keeper: Keeper, ids: readonly string[]): Promise<void> {
  for (const { name, hasTenant } of await keeper.read(tableGraph())) {
    if (hasTenant) await keeper.read(deleteRows(quoted(name), 'tenant_id', ids));
  }
  await keeper.read(deleteRows('tenants', 'id', ids));
}

/** Removes the erased from a restored database whose keys and triggers are not in force yet. Returns how many tenants and people went. */
export async function replayErasures(
  base: { ports: Ports },
  keeper: Keeper,
  { startedAt }: { startedAt: string },
): Promise<number> {
  const erased = await erasedSince(base, new Date(startedAt));
  const idsOf = (kind: string) => erased.filter((one) => one.kind === kind).map(({ id }) => id);
  await eraseTenants(keeper, idsOf('tenant'));
  await erasePeople(keeper, idsOf('user'));
  return erased.length;
}
