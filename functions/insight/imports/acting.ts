// A job of an import or an export acts for the person who asked for it: their name, their business, their rights.
import type { Context } from '../../platform/context.ts';
import { entering, flush } from '../../platform/flush.ts';
import { finish } from '../../platform/outbox.ts';
import { command } from '../../platform/statement.ts';

/** The tenant of the job's message. */
export function tenantOf({ caller }: Context): string {
  if (caller.kind !== 'job') throw new Error('Only a job reads tables.');
  return caller.tenantId;
}

/** The context of the person behind the message; every statement in it is theirs, and refused when they may no longer do so. */
export function acting(ctx: Context): Context {
  if (ctx.caller.kind !== 'job' || ctx.caller.messageId === null) throw new Error('Only a job acts for somebody.');
  const { tenantId, messageId } = ctx.caller;
  return { ...ctx, caller: entering('staff', command('select gate.enter_table($1, $2)', [tenantId, messageId])) };
}

/** The message goes after what it asked for has been written: a delivery in between finds that nothing is left to do. */
export async function done(ctx: Context): Promise<void> {
  await flush(ctx, [finish(ctx)]);
}

/** Lets requests of others have their turn. */
export const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
