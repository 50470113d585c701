// Which number the next document would get: looked at, never taken.
import type { NextNumber } from '../../../shared/numbering.ts';
import type { Context } from '../../platform/context.ts';
import { flush } from '../../platform/flush.ts';
import { selectNext } from './store.ts';

/** One of each series in use, as of today in the zone of the business; whoever issues first takes it. */
export async function nextNumbers(ctx: Context): Promise<{ items: NextNumber[] }> {
  const [items] = await flush(ctx, [selectNext(ctx.clock())]);
  return { items };
}
