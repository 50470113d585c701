// Jobs of files: one for each upload that arrives, and the timer that finds what slipped through.
import * as z from 'zod';
import { blobJob } from '../../platform/blob-jobs.ts';
import { flush } from '../../platform/flush.ts';
import { findWork, forTenant, job, schedule } from '../../platform/jobs.ts';
import { enqueue } from '../../platform/outbox.ts';
import { query } from '../../platform/statement.ts';
import { receiveUpload, sweepFiles } from './arrivals.ts';
import { FileSweep } from './messages.ts';

export const fileBlobJobs = [blobJob('uploads', 'uploads', receiveUpload)];
export const fileJobs = [job(FileSweep, (ctx) => sweepFiles(ctx))];

const Due = z.strictObject({ tenantId: z.uuid() });

export const fileSchedules = [
  schedule('sweep-files', '0 */5 * * * *', async (base) => {
    const due = await findWork(base, query(Due, 'select tenant_id from gate.tenants_with_unfinished_files()'));
    for (const { tenantId } of due) {
      const ctx = forTenant(base, tenantId);
      await flush(ctx, [enqueue(ctx, FileSweep, {})]);
    }
  }),
];
