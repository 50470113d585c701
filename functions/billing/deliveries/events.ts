// What the mail service reports about mails that left: kept once each, and moving the mail only forwards.
import * as z from 'zod';
import { Problem } from '../../../shared/problem.ts';
import type { HeaderReader, MailEvent } from '../../integrations/mail/port.ts';
import { hearNoticeEvents } from '../../office/policy-notices/notices.ts';
import { PortError } from '../../integrations/port-error.ts';
import type { Context } from '../../platform/context.ts';
import { flush } from '../../platform/flush.ts';
import { isDoneAlready } from '../../platform/sql-errors.ts';
import { recordEvent } from './store.ts';

// The id that a mail leaves with names its tenant too, since nothing can be read before that is known.
const MailId = z.templateLiteral([z.uuid(), '.', z.uuid()]);

type Report = MailEvent & { tenantId: string };

/** Our own events; mails of the platform itself have ids of another form and are nobody's delivery. */
function ours(event: MailEvent): Report[] {
  if (!MailId.safeParse(event.deliveryId).success) return [];
  const [tenantId = '', deliveryId = ''] = event.deliveryId.split('.');
  return [{ ...event, tenantId, deliveryId }];
}

async function recordOf(ctx: Context, tenantId: string, events: Report[]): Promise<void> {
  const caller = { kind: 'job' as const, tenantId, messageId: null, queue: 'mail-events' };
  try {
    await flush({ ...ctx, caller }, events.map(recordEvent));
  } catch (error) {
    // A tenant that is gone has no mails to hear about.
    if (!isDoneAlready(error)) throw error;
  }
}

async function parse(ctx: Context, headers: HeaderReader, body: Uint8Array): Promise<MailEvent[]> {
  try {
    return await ctx.ports.mail.parseMailEvents(headers, body);
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    throw new Problem(error.kind === 'forged' ? 'notAllowed' : 'invalid');
  }
}

/**
 * Takes a signed report. Told again, it changes nothing; about mails that are not known it does nothing.
 * @throws Problem `notAllowed` when the signature does not hold, `invalid` when a signed body is no report
 */
export async function hearMailEvents(ctx: Context, headers: HeaderReader, body: Uint8Array): Promise<void> {
  const events = await parse(ctx, headers, body);
  await hearNoticeEvents(ctx, events);
  const reports = events.flatMap(ours);
  const byTenant = Map.groupBy(reports, (report) => report.tenantId);
  for (const [tenantId, own] of byTenant) await recordOf(ctx, tenantId, own);
}
