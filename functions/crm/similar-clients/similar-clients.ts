// Finds clients that may be the one just being typed.
import type { SimilarClient, SimilarQuery } from '../../../shared/similar-clients.ts';
import type { Context } from '../../platform/context.ts';
import { flush } from '../../platform/flush.ts';
import { similarTo } from './store.ts';

/** Up to five, the surest first; archived ones as well. One round trip. */
export async function findSimilarClients(ctx: Context, typed: SimilarQuery): Promise<SimilarClient[]> {
  const [rows] = await flush(ctx, [similarTo(typed)]);
  return rows;
}
