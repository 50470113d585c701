// Rotation of the key that wraps secrets: counts what stands under which version, and seals the rest anew.
import type { KeyReport, ResealReport } from '../../../shared/operator-keys.ts';
import type { ScheduleContext } from '../../platform/jobs.ts';
import { maintain, type Keeper } from '../../platform/maintenance.ts';
import {
  countByKey,
  placeOf,
  replaceSealed,
  sealedTables,
  staleRows,
  type SealedRow,
  type SealedTable,
} from './store.ts';

type Base = Pick<ScheduleContext, 'config' | 'ports' | 'log'>;

const batchSize = 100;
const firstId = '00000000-0000-0000-0000-000000000000';

async function report(keeper: Keeper, newestKeyId: string): Promise<KeyReport> {
  const sealed = [];
  for (const table of sealedTables) {
    for (const { keyId, count } of await keeper.read(countByKey(table))) {
      sealed.push({ what: table.name, keyId, count, isNewest: keyId === newestKeyId });
    }
  }
  const stale = sealed.filter(({ isNewest }) => !isNewest);
  return { newestKeyId, sealed, staleCount: stale.reduce((sum, { count }) => sum + count, 0) };
}

/** How many secrets stand under which version of the key. */
export async function showKeys({ config, ports }: Base): Promise<KeyReport> {
  const newest = await ports.secrets.newestKeyId();
  return maintain(config, (keeper) => report(keeper, newest));
}

async function resealRow(base: Base, keeper: Keeper, table: SealedTable, row: SealedRow): Promise<boolean> {
  const place = placeOf(table, row);
  const { secret } = await base.ports.secrets.open(place, row);
  const fresh = await base.ports.secrets.seal(place, secret);
  const changed = await keeper.read(replaceSealed(table, row, fresh.keyId, fresh.bytes));
  return changed.length > 0;
}

async function resealTable(base: Base, keeper: Keeper, table: SealedTable, newest: string) {
  const done = { resealed: 0, failed: 0 };
  for (let after = firstId; ;) {
    const rows = await keeper.read(staleRows(table, newest, after, batchSize));
    for (const row of rows) {
      try {
        if (await resealRow(base, keeper, table, row)) done.resealed += 1;
      } catch (error) {
        // One that does not open must not keep the others under the old key.
        base.log.error({ error, what: table.name }, 'a secret could not be sealed anew');
        done.failed += 1;
      }
    }
    const last = rows.at(-1);
    if (!last) return done;
    after = last.record;
  }
}

/** Seals anew whatever stands under an older key; a second run finds nothing, and several at once do no harm. */
export async function resealAll(base: Base): Promise<ResealReport> {
  const newest = await base.ports.secrets.newestKeyId();
  return maintain(base.config, async (keeper) => {
    let [resealed, failed] = [0, 0];
    for (const table of sealedTables) {
      const done = await resealTable(base, keeper, table, newest);
      [resealed, failed] = [resealed + done.resealed, failed + done.failed];
    }
    return { ...(await report(keeper, newest)), resealed, failed };
  });
}
