// Search across the wings: what somebody typed, as records to open.
import type { SearchHit } from '../../../shared/search.ts';
import type { Context } from '../../platform/context.ts';
import { flush } from '../../platform/flush.ts';
import { findHits } from './store.ts';

const most = 20;

/** At most twenty records, the best first: what begins with the words, what holds them, what sounds like them. One round trip. */
export async function search(ctx: Context, words: string): Promise<{ hits: SearchHit[] }> {
  const [hits] = await flush(ctx, [findHits(words, most)]);
  return { hits };
}
