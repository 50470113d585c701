// Jobs of exports: making a file, and the timer that clears yesterday's away.
import * as z from 'zod';
import { flush } from '../../platform/flush.ts';
import { findWork, forTenant, job, schedule } from '../../platform/jobs.ts';
import { enqueue } from '../../platform/outbox.ts';
import { query } from '../../platform/statement.ts';
import { giveUpExport, makeExport, sweepExports } from './make.ts';
import { ExportMake, ExportSweep } from './messages.ts';

export const exportJobs = [
  job(ExportMake, makeExport, { gaveUp: giveUpExport }),
  job(ExportSweep, (ctx) => sweepExports(ctx)),
];

const Due = z.strictObject({ tenantId: z.uuid() });

export const exportSchedules = [
  schedule('sweep-exports', '0 35 * * * *', async (base) => {
    const due = await findWork(base, query(Due, 'select tenant_id from gate.tenants_with_old_exports()'));
    for (const { tenantId } of due) {
      const ctx = forTenant(base, tenantId);
      await flush(ctx, [enqueue(ctx, ExportSweep, {})]);
    }
  }),
];
