// Jobs and timers: a message of a queue, or a time, bound to a verb in one line.
import * as z from 'zod';
import type { App } from './app.ts';
import type { Context, JobProgress } from './context.ts';
import type { Message } from './outbox.ts';
import { flyAsJobs } from './flush.ts';
import { failedOf, noteFailed, reasonOf } from './job-failures.ts';
import { isDoneAlready } from './sql-errors.ts';
import { command, query, type Statement } from './statement.ts';

/** How the queue hands a message over. */
export type Delivery = { requestId: string; dequeueCount: number };

export type Job = { queue: string; handle(app: App, raw: unknown, delivery: Delivery): Promise<void> };
export type Schedule = { name: string; ncrontab: string; run(base: ScheduleContext): Promise<void> };

/** A timer acts for no tenant: it finds work by a definer function and enqueues it. */
export type ScheduleContext = Pick<
  Context,
  'requestId' | 'database' | 'ports' | 'clock' | 'config' | 'log' | 'rates'
> & {
  isPastDue: boolean;
};

/** Ends the job without `finish`: the message's row stays, and the timer delivers it again later. */
export type Kept = 'keep';

type JobOptions<Body> = {
  /** Called when the last delivery has failed too: marks the record, so that people see it and can try again. */
  gaveUp?: (ctx: Context, body: Body) => Promise<void>;
};

const deliveriesMax = 5;

const envelopeOf = <Body>(body: z.ZodType<Body>) =>
  z.object({ id: z.uuid(), tenantId: z.uuid(), requestId: z.string().max(100), body });

function contextOf(app: App, queue: string, sent: { id: string; tenantId: string; requestId: string }): Context {
  const progress: JobProgress = { isFinished: false };
  const caller = { kind: 'job' as const, tenantId: sent.tenantId, messageId: sent.id, queue, progress };
  const log = app.log.child({ requestId: sent.requestId, queue, messageId: sent.id });
  const origin = { ip: null, userAgent: null, country: null };
  return { ...app, caller, log, origin, requestId: sent.requestId, language: 'tr' };
}

const isFinished = ({ caller }: Context) => caller.kind === 'job' && caller.progress?.isFinished === true;

/** Where staff and operators see that work is stuck; the failure itself must still reach the queue. */
async function noteFailure(ctx: Context, error: unknown): Promise<void> {
  if (ctx.caller.kind !== 'job') return;
  const { tenantId, messageId, queue } = ctx.caller;
  const note = command('select gate.message_failed($1, $2, $3)', [tenantId, messageId, reasonOf(error)]);
  await flyAsJobs(ctx.database, note).catch((failure: unknown) =>
    ctx.log.error({ error: failure }, 'failure not noted'),
  );
  if (messageId !== null) await noteFailed(ctx, { queue, key: messageId, tenantId, messageId }, error);
}

async function giveUp<Body>(ctx: Context, body: Body, { gaveUp }: JobOptions<Body>): Promise<void> {
  if (!gaveUp) return;
  try {
    await gaveUp(ctx, body);
  } catch (error) {
    if (!isDoneAlready(error)) ctx.log.error({ error }, 'giving up failed');
  }
}

/**
 * Binds a queue to a verb. The last transaction of the verb includes `finish(ctx)`, which removes the message together with the
 * effect; a second delivery then finds nothing to do, and of two at once the slower one is undone.
 * @param run ends with `finish` or answers 'keep'
 */
export function job<Body>(
  to: Message<Body>,
  run: (ctx: Context, body: Body) => Promise<void | Kept>,
  options: JobOptions<Body> = {},
): Job {
  const schema = envelopeOf(to.schema);
  async function read(app: App, raw: unknown) {
    try {
      return schema.parse(typeof raw === 'string' ? JSON.parse(raw) : raw);
    } catch (error) {
      await noteFailed(app, failedOf(to.queue, raw), error);
      throw error;
    }
  }
  async function handle(app: App, raw: unknown, delivery: Delivery): Promise<void> {
    const { body, ...sent } = await read(app, raw);
    const ctx = contextOf(app, to.queue, sent);
    try {
      const outcome = await run(ctx, body);
      if (outcome !== 'keep' && !isFinished(ctx)) throw new Error(`The job of ${to.queue} ended without finish(ctx).`);
    } catch (error) {
      if (isDoneAlready(error)) return;
      ctx.log.error({ error, dequeueCount: delivery.dequeueCount }, 'job failed');
      await noteFailure(ctx, error);
      if (delivery.dequeueCount >= deliveriesMax) await giveUp(ctx, body, options);
      throw error;
    }
  }
  return { queue: to.queue, handle };
}

/** Binds a time (NCRONTAB with seconds, UTC) to work that finds everything due and enqueues it. */
export function schedule(name: string, ncrontab: string, run: (base: ScheduleContext) => Promise<void>): Schedule {
  return { name, ncrontab, run };
}

const Closing = z.strictObject({ tenantId: z.uuid() });
const closingTenants = query(Closing, 'select tenant_id from gate.closing_tenants()');

/**
 * Runs a definer function of the schema `gate` as the jobs' login, outside any tenant: such functions find due work and answer with
 * ids and scopes only. What they find in a business that is being deleted is left out, so that no timer can forget it.
 */
export async function findWork<Row>(base: ScheduleContext, statement: Statement<Row>): Promise<Row[]> {
  const found = await flyAsJobs(base.database, statement);
  if (!found.some(namesTenant)) return found;
  const closing = new Set((await flyAsJobs(base.database, closingTenants)).map(({ tenantId }) => tenantId));
  return found.filter((row) => !namesTenant(row) || !closing.has(row.tenantId));
}

const namesTenant = (row: unknown): row is { tenantId: string } =>
  typeof row === 'object' && row !== null && 'tenantId' in row && typeof row.tenantId === 'string';

/** The context in which a timer enqueues or writes for one tenant. */
export function forTenant(base: ScheduleContext, tenantId: string): Context {
  const caller = { kind: 'job' as const, tenantId, messageId: null, queue: 'timer' };
  return { ...base, caller, origin: { ip: null, userAgent: null, country: null }, language: 'tr' };
}
