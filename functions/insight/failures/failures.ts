// What did not succeed in a business, and how it is tried again.
import type { Failures } from '../../../shared/failures.ts';
import { reasonWords } from '../../billing/invoices/reasons.ts';
import type { Context } from '../../platform/context.ts';
import { flush, one } from '../../platform/flush.ts';
import { failedMails, givenUpJobs, tryAgain, urgentRequests } from './store.ts';

export async function listFailures(ctx: Context): Promise<Failures> {
  const [mails, jobs, requests] = await flush(ctx, [
    failedMails(ctx.clock()),
    givenUpJobs(),
    urgentRequests(ctx.clock()),
  ]);
  return { mails: mails.map((mail) => ({ ...mail, reason: reasonWords(mail.reason, ctx.language) })), jobs, requests };
}

/**
 * Gives work back to the timer that sends what is due, as if it had never been tried.
 * @throws Problem `notFound` when there is no such work, or it was not given up
 */
export async function retryFailure(ctx: Context, id: string): Promise<void> {
  const [rows] = await flush(ctx, [tryAgain(id, ctx.clock())]);
  one(rows);
}
