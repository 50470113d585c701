// Work that the arrival of a blob sets off: a container and a verb in one line.
import * as z from 'zod';
import type { App } from './app.ts';
import type { Context } from './context.ts';
import type { ScheduleContext } from './jobs.ts';

export type BlobJob = {
  /** Names the function. */
  name: string;
  /** As Azure wants it, `container/{tenantId}/{id}`. */
  path: string;
  handle(app: App, names: Record<string, unknown>, requestId: string): Promise<void>;
};

const Names = z.object({ tenantId: z.uuid(), id: z.uuid() });

/**
 * Binds a container to a verb. Its blobs are named by tenant and record, by us; a name of another kind is left alone. The same blob
 * may be handed over twice, and a sweep must find what was never handed over: arrival is a hint, the record is the truth.
 * @param run takes the context of a job of that tenant, outside any message, and the record's id
 */
export function blobJob(name: string, container: string, run: (ctx: Context, id: string) => Promise<void>): BlobJob {
  return {
    name,
    path: `${container}/{tenantId}/{id}`,
    handle: async (app, names, requestId) => {
      const log = app.log.child({ requestId, blob: name });
      const parsed = Names.safeParse(names);
      if (!parsed.success) return log.warn('a blob with a strange name arrived');
      const { tenantId, id } = parsed.data;
      const caller = { kind: 'job' as const, tenantId, messageId: null, queue: name };
      const origin = { ip: null, userAgent: null, country: null };
      try {
        await run({ ...app, caller, log, origin, requestId, language: 'tr' }, id);
      } catch (error) {
        log.error({ error }, 'blob job failed');
        throw error;
      }
    },
  };
}

const Arrival = z.object({ name: z.string().min(1).max(200) });

/**
 * Binds a path with one `{name}` to work of the house itself, which acts for no tenant. As with `blobJob`, the same arrival may be told
 * of twice.
 */
export function arrivalJob(
  name: string,
  path: string,
  run: (base: ScheduleContext, arrived: { name: string }) => Promise<void>,
): BlobJob {
  return {
    name,
    path,
    handle: async (app, names, requestId) => {
      const log = app.log.child({ requestId, blob: name });
      const arrived = Arrival.safeParse(names);
      if (!arrived.success) return log.warn('a blob with a strange name arrived');
      await run({ ...app, log, requestId, isPastDue: false }, arrived.data);
    },
  };
}
