// What changed since a cursor: how a screen stays true without a reload.
import type { Changes } from '../../../shared/changes.ts';
import type { Context } from '../../platform/context.ts';
import { flush, one } from '../../platform/flush.ts';
import { changesSince, presentCursor } from './store.ts';

const limit = 1000;

/**
 * Records of the tenant changed since a cursor, each once, and the cursor to ask with next; without a cursor only that. May tell a
 * change twice, never leaves one out. One round trip.
 */
export async function listChanges(ctx: Context, since: string | undefined): Promise<Changes> {
  if (since === undefined) {
    const [now] = await flush(ctx, [presentCursor()]);
    return { cursor: one(now).cursor, changes: [] };
  }
  const [now, rows] = await flush(ctx, [presentCursor(), changesSince(since, limit)]);
  const known = new Map(rows.map(({ kind, id }) => [`${kind} ${id}`, { kind, id }]));
  const last = rows.at(-1);
  const present = BigInt(one(now).cursor);
  const afterLast = last && rows.length >= limit ? BigInt(last.xid) + 1n : present;
  return { cursor: String(afterLast < present ? afterLast : present), changes: [...known.values()] };
}
