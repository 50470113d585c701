// Jobs of exports of a whole business, and the timer that ends them.
import { job, schedule } from '../../platform/jobs.ts';
import { giveUpTenantExport, makeTenantExport, removeExportsOver } from './make.ts';
import { TenantExportMake } from './messages.ts';

export const tenantExportJobs = [job(TenantExportMake, makeTenantExport, { gaveUp: giveUpTenantExport })];

export const tenantExportSchedules = [
  schedule('end-tenant-exports', '0 20 * * * *', async (base) => void (await removeExportsOver(base))),
];
