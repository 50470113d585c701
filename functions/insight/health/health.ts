// Whether the service can do its work at this moment.
import { Problem } from '../../../shared/problem.ts';
import type { Context } from '../../platform/context.ts';

const patienceMs = 3_000;
const nobody = '00000000-0000-7000-8000-000000000000';

type Probe = { store: string; call: Promise<unknown> };

async function answers({ log }: Pick<Context, 'log'>, { store, call }: Probe): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), patienceMs).unref();
  });
  const outcome = call.then(
    () => true,
    (error: unknown) => {
      log.warn({ error, store }, 'a store does not answer');
      return false;
    },
  );
  return Promise.race([outcome, late]);
}

/**
 * Not ok when files or the activity log do not answer, which hurts but lets people work.
 * @throws Problem unavailable when the database does not answer
 */
export async function checkHealth(ctx: Context): Promise<{ ok: boolean }> {
  const { database, ports } = ctx;
  const [isDatabaseUp, ...others] = await Promise.all([
    answers(ctx, { store: 'database', call: database.reach() }),
    answers(ctx, { store: 'blobs', call: ports.blobs.get(`${nobody}/health`) }),
    answers(ctx, { store: 'activity log', call: ports.activityLog.list(nobody, { limit: 1 }) }),
  ]);
  if (!isDatabaseUp) throw new Problem('unavailable');
  return { ok: others.every(Boolean) };
}
