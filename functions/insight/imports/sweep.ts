// Imports that are long over: their files and their rows go; what they brought stays.
import type { Context } from '../../platform/context.ts';
import { flush } from '../../platform/flush.ts';
import { done, tenantOf } from './acting.ts';
import { removeFiles } from './staged.ts';
import { listOld, removeImport } from './store.ts';

/** Clears away what was never run for three days, and everything after ninety. */
export async function sweepImports(ctx: Context): Promise<void> {
  const [old] = await flush(ctx, [listOld()]);
  for (const { id } of old) {
    await removeFiles(ctx, tenantOf(ctx), id);
    await flush(ctx, [removeImport(id)]);
  }
  return done(ctx);
}
