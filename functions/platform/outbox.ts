// Work to be done after commit: the message is a row of the same transaction, and is sent once that is committed.
import type * as z from 'zod';
import { newId } from '../../shared/ids.ts';
import type { Context } from './context.ts';
import { command, json, type Statement } from './statement.ts';
import type { Departure } from './transaction.ts';

export type Message<Body> = { queue: string; schema: z.ZodType<Body> };

/** Declares a queue and what its messages hold: ids, never rows. The job that serves it imports this, never the other way round. */
export function message<Body>(queue: string, schema: z.ZodType<Body>): Message<Body> {
  return { queue, schema };
}

/** The statement that queues a message for the caller's tenant; it leaves after the commit, and a timer resends it until its job is done. */
export function enqueue<Body>(ctx: Context, to: Message<Body>, body: Body): Statement<never> {
  const checked = to.schema.parse(body);
  const id = newId();
  const statement = command(
    'insert into outbox (id, queue, body, request_id) values ($1, $2, $3, $4) returning tenant_id',
    [id, to.queue, json(checked), ctx.requestId],
  );
  return { ...statement, message: { queue: to.queue, id, body: checked, requestId: ctx.requestId } };
}

/** The last statement of a job's effect: removes its message, and undoes everything when another delivery was faster. */
export function finish(ctx: Context): Statement<never> {
  return { ...command('select app.finish_message($1)', [messageOf(ctx)]), finishes: true };
}

function messageOf({ caller }: Context): string {
  if (caller.kind !== 'job' || caller.messageId === null) throw new Error('Only a job has a message.');
  return caller.messageId;
}

/** Has the timer send the job's message again at a time of its own; for a job that answers 'keep'. */
export function defer(ctx: Context, until: Date): Statement<never> {
  return command('select app.defer_message($1, $2)', [messageOf(ctx), until]);
}

/** What a queue carries. */
export const envelope = ({ id, tenantId, requestId, body }: Departure) => ({ id, tenantId, requestId, body });

// The answer to a person waits this long for the queue and no longer: the timer sends what is left.
const dispatchWithinMs = 2_000;

/** Sends committed messages; what cannot be sent now is sent by the timer. Never throws. */
export async function dispatch(ctx: Pick<Context, 'ports' | 'log'>, departures: readonly Departure[]): Promise<void> {
  if (departures.length === 0) return;
  const sending = departures.map(async (departure) => {
    try {
      await ctx.ports.queues.send(departure.queue, envelope(departure));
    } catch (error) {
      ctx.log.warn({ error, queue: departure.queue, messageId: departure.id }, 'message not sent, the timer will');
    }
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, dispatchWithinMs);
  });
  await Promise.race([Promise.all(sending), late]);
  clearTimeout(timer);
}
