// Keeps the password of an own mail server under the newest key of the vault, so that older keys can be given up.
import type { Context } from '../../platform/context.ts';
import { flush } from '../../platform/flush.ts';
import { finish } from '../../platform/outbox.ts';
import { placeOf } from './sender.ts';
import { resealPassword, selectMailServer } from './store.ts';

/** Seals the password anew when a newer key exists. A second run finds it fresh; one that was saved meanwhile stays as it was saved. */
export async function resealMailServer(ctx: Context): Promise<void> {
  const [[server]] = await flush(ctx, [selectMailServer()]);
  if (server) {
    const place = placeOf(server.tenantId);
    const old = { keyId: server.passwordKeyId, bytes: server.passwordSealed };
    const { secret, isStale } = await ctx.ports.secrets.open(place, old);
    if (isStale) {
      const fresh = await ctx.ports.secrets.seal(place, secret);
      await flush(ctx, [resealPassword(old, fresh), finish(ctx)]);
      return;
    }
  }
  await flush(ctx, [finish(ctx)]);
}
