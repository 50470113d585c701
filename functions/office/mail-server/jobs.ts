// Job and timer of own mail servers.
import * as z from 'zod';
import { flush } from '../../platform/flush.ts';
import { findWork, forTenant, job, schedule } from '../../platform/jobs.ts';
import { enqueue } from '../../platform/outbox.ts';
import { query } from '../../platform/statement.ts';
import { MailServerReseal } from './messages.ts';
import { resealMailServer } from './reseal.ts';

export const mailServerJobs = [job(MailServerReseal, (ctx) => resealMailServer(ctx))];

const Found = z.strictObject({ tenantId: z.uuid() });

export const mailServerSchedules = [
  schedule('reseal-mail-servers', '0 40 2 * * *', async (base) => {
    const found = await findWork(base, query(Found, 'select tenant_id from gate.tenants_with_mail_servers()'));
    for (const { tenantId } of found) {
      const ctx = forTenant(base, tenantId);
      await flush(ctx, [enqueue(ctx, MailServerReseal, {})]);
    }
  }),
];
