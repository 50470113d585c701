// What the platform has given up: gathered from the queues, listed with its reason, put back once, or thrown away with a reason.
import type { DeadLetter, DeadLetterList } from '../../../shared/dead-letters.ts';
import { Problem } from '../../../shared/problem.ts';
import { failedOf } from '../../platform/job-failures.ts';
import type { ScheduleContext } from '../../platform/jobs.ts';
import type { Page } from '../../platform/lists.ts';
import { maintain, type Keeper } from '../../platform/maintenance.ts';
import type { OperatorContext } from '../../platform/operators.ts';
import { redactedText } from '../../platform/redact.ts';
import { runsQueue } from '../../platform/schedules.ts';
import {
  claim,
  discard,
  forget,
  giveBack,
  isKnown,
  keepLetters,
  letters,
  removeMessage,
  unclaim,
  type Kept,
} from './store.ts';

const keptDays = 30;

/** Two copies of one message in a batch are one row, and the database takes each row once. */
const latestOfEach = (kept: readonly Kept[]) => [
  ...new Map(kept.map((one) => [`${one.queue} ${one.key}`, one])).values(),
];

/** Moves what the host has set aside into the house's list; returns how many messages. */
export async function collectDeadLetters(
  base: Pick<ScheduleContext, 'config' | 'ports' | 'clock' | 'log'>,
): Promise<number> {
  const taken = await base.ports.deadLetters.take(async (batch) => {
    const kept = batch.map(({ queue, text }) => ({ ...failedOf(queue, text), text }));
    await maintain(base.config, (keeper) => keeper.read(keepLetters(latestOfEach(kept), base.clock())));
  });
  if (taken > 0) base.log.warn({ taken }, 'messages were given up');
  return taken;
}

/** The first page looks first, so that what has just been set aside is in it; a queue service that does not answer hides nothing else. */
export async function listDeadLetters(ctx: OperatorContext, query: DeadLetterList): Promise<Page<DeadLetter>> {
  if (query.cursor === undefined) {
    await collectDeadLetters(ctx).catch((error: unknown) => ctx.log.warn({ error }, 'queues could not be looked at'));
  }
  const rows = await maintain(ctx.config, (keeper) => keeper.read(letters.statement(query)));
  const { items, nextCursor } = letters.page(rows, query);
  return { items: items.map((item) => ({ ...item, reason: item.reason && redactedText(item.reason) })), nextCursor };
}

/** @throws Problem notFound, or conflict when somebody was faster */
async function refuse(keeper: Keeper, id: string): Promise<never> {
  const [row] = await keeper.read(isKnown(id));
  throw row?.known ? new Problem('conflict', 'deadLetter.settled') : new Problem('notFound');
}

/**
 * Puts a message back, or has a timer run again. Of two operators at once one is told that it is done already; should the process die
 * in between, the outbox sends the message.
 * @throws Problem notFound, conflict or unavailable
 */
export async function retryDeadLetter(ctx: OperatorContext, id: string): Promise<void> {
  const now = ctx.clock();
  await maintain(ctx.config, async (keeper) => {
    const letter = await keeper.transaction(async () => {
      const [claimed] = await keeper.read(claim(id, ctx.operator.name, now));
      if (!claimed) return refuse(keeper, id);
      if (claimed.messageId) await keeper.read(giveBack(claimed, now));
      return claimed;
    });
    const isTimer = letter.queue.startsWith('timer.');
    const sent = isTimer
      ? { queue: runsQueue, text: JSON.stringify({ schedule: letter.key }) }
      : { queue: letter.queue, text: letter.text ?? '' };
    try {
      await ctx.ports.deadLetters.putBack(sent);
    } catch (error) {
      await keeper.read(unclaim(id));
      throw error;
    }
  });
}

/** Ends a message for good: its row goes too, so that no timer sends it again. @throws Problem notFound or conflict */
export async function discardDeadLetter(ctx: OperatorContext, id: string, reason: string): Promise<void> {
  await maintain(ctx.config, (keeper) =>
    keeper.transaction(async () => {
      const [gone] = await keeper.read(discard(id, ctx.operator.name, reason, ctx.clock()));
      if (!gone) return refuse(keeper, id);
      if (gone.messageId) await keeper.read(removeMessage(gone));
    }),
  );
}

export async function forgetFailures(base: ScheduleContext): Promise<void> {
  const before = new Date(base.clock().getTime() - keptDays * 86_400_000);
  await maintain(base.config, (keeper) => keeper.read(forget(before)));
}
