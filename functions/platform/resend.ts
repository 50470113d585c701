// The timers of the platform itself: messages that a crash left unsent, and rows that have served their time.
import * as z from 'zod';
import { envelope } from './outbox.ts';
import { findWork, schedule, type ScheduleContext } from './jobs.ts';
import { command, query } from './statement.ts';

const batchSize = 100;
const batchesMax = 20;

const Due = z.object({ tenantId: z.uuid(), id: z.uuid(), queue: z.string(), requestId: z.string(), body: z.unknown() });
const dueMessages = () =>
  query(Due, 'select tenant_id, id, queue, request_id, body from gate.outbox_due($1)', [batchSize]);

/** Sends every message whose row is still there and due; returns how many were sent. */
export async function resendOutbox(base: ScheduleContext): Promise<number> {
  let sent = 0;
  for (let batch = 0; batch < batchesMax; batch += 1) {
    const due = await findWork(base, dueMessages());
    const sending = due.map(async ({ queue, ...message }) => {
      try {
        await base.ports.queues.send(queue, envelope({ ...message, queue }));
        sent += 1;
      } catch (error) {
        base.log.warn({ error, queue, messageId: message.id }, 'message not resent, later again');
      }
    });
    await Promise.all(sending);
    if (due.length < batchSize) break;
  }
  if (sent > 0) base.log.info({ sent }, 'messages resent');
  return sent;
}

/** Removes answers of old idempotency keys and changes that a later one has overtaken. */
export async function forgetServed(base: ScheduleContext): Promise<void> {
  await findWork(base, command('select gate.forget_keys(), gate.forget_changes()'));
}

export const platformSchedules = [
  schedule('resend-outbox', '15 * * * * *', async (base) => void (await resendOutbox(base))),
  schedule('forget-served', '0 7,27,47 * * * *', forgetServed),
];
