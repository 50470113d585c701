// Job and timer of reminders: the timer finds whose hour has come, the job of each business decides what goes out.
import * as z from 'zod';
import { flush } from '../../platform/flush.ts';
import { findWork, forTenant, job, schedule } from '../../platform/jobs.ts';
import { enqueue } from '../../platform/outbox.ts';
import { query } from '../../platform/statement.ts';
import { RemindersDue } from './messages.ts';
import { sendDueReminders } from './reminders.ts';

export const reminderJobs = [job(RemindersDue, (ctx) => sendDueReminders(ctx))];

const Due = z.strictObject({ tenantId: z.uuid() });

export const reminderSchedules = [
  schedule('reminders', '0 */15 * * * *', async (base) => {
    const due = await findWork(
      base,
      query(Due, 'select tenant_id from gate.tenants_with_reminders_due($1)', [base.clock()]),
    );
    for (const { tenantId } of due) {
      const ctx = forTenant(base, tenantId);
      await flush(ctx, [enqueue(ctx, RemindersDue, {})]);
    }
  }),
];
