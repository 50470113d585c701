// Jobs of imports: reading, checking, running, taking back, and the timer that clears away.
import * as z from 'zod';
import { flush } from '../../platform/flush.ts';
import { findWork, forTenant, job, schedule } from '../../platform/jobs.ts';
import { enqueue } from '../../platform/outbox.ts';
import { query } from '../../platform/statement.ts';
import { giveUpReading, readArrival } from './arrival.ts';
import { checkImport, giveUpChecking } from './check.ts';
import { ImportCheck, ImportRead, ImportRun, ImportSweep, ImportUndo } from './messages.ts';
import { giveUpRunning, runImport } from './run.ts';
import { sweepImports } from './sweep.ts';
import { giveUpUndoing, undoRun } from './undo.ts';

export const importJobs = [
  job(ImportRead, readArrival, { gaveUp: giveUpReading }),
  job(ImportCheck, checkImport, { gaveUp: giveUpChecking }),
  job(ImportRun, runImport, { gaveUp: giveUpRunning }),
  job(ImportUndo, undoRun, { gaveUp: giveUpUndoing }),
  job(ImportSweep, (ctx) => sweepImports(ctx)),
];

const Due = z.strictObject({ tenantId: z.uuid() });

export const importSchedules = [
  schedule('sweep-imports', '0 20 * * * *', async (base) => {
    const due = await findWork(base, query(Due, 'select tenant_id from gate.tenants_with_old_imports()'));
    for (const { tenantId } of due) {
      const ctx = forTenant(base, tenantId);
      await flush(ctx, [enqueue(ctx, ImportSweep, {})]);
    }
  }),
];
