// Jobs of imports of a whole business, and the timer that ends them.
import { job, schedule } from '../../platform/jobs.ts';
import { TenantImportRun } from './messages.ts';
import { giveUpTenantImport, removeImportsOver, runTenantImport } from './run.ts';

export const tenantImportJobs = [job(TenantImportRun, runTenantImport, { gaveUp: giveUpTenantImport })];

export const tenantImportSchedules = [
  schedule('end-tenant-imports', '0 40 * * * *', async (base) => void (await removeImportsOver(base))),
];
