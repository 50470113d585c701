// The compliance wing: what the privacy policy promises, kept by jobs and shown with its evidence.
import { accountClosingEndpoints } from './account-closings/http.ts';
import { archiveSchedules } from './archive/jobs.ts';
import { backupBlobJobs, backupSchedules } from './backups/jobs.ts';
import { closingEndpoints } from './closings/http.ts';
import { closingSchedules } from './closings/jobs.ts';
import { deadLetterEndpoints } from './dead-letters/http.ts';
import { deadLetterSchedules } from './dead-letters/jobs.ts';
import { erasureSchedules } from './erasures/jobs.ts';
import { incidentEndpoints } from './incidents/http.ts';
import { keyEndpoints } from './keys/http.ts';
import { keySchedules } from './keys/jobs.ts';
import { logSchedules } from './logs/jobs.ts';
import { operatorEndpoints } from './operator/http.ts';
import { operatorSchedules } from './operator/jobs.ts';
import { promiseEndpoints } from './promises/http.ts';
import { promiseSchedules } from './promises/jobs.ts';
import { ownDataEndpoints } from './own-data/http.ts';
import { rightsEndpoints } from './rights/http.ts';
import { tenantExportEndpoints } from './tenant-exports/http.ts';
import { tenantExportJobs, tenantExportSchedules } from './tenant-exports/jobs.ts';
import { tenantImportEndpoints } from './tenant-imports/http.ts';
import { tenantImportJobs, tenantImportSchedules } from './tenant-imports/jobs.ts';

export const endpoints = [
  ...closingEndpoints,
  ...accountClosingEndpoints,
  ...rightsEndpoints,
  ...operatorEndpoints,
  ...deadLetterEndpoints,
  ...keyEndpoints,
  ...incidentEndpoints,
  ...tenantExportEndpoints,
  ...tenantImportEndpoints,
  ...promiseEndpoints,
  ...ownDataEndpoints,
];
export const jobs = [...tenantExportJobs, ...tenantImportJobs];
export const blobJobs = [...backupBlobJobs];
export const schedules = [
  ...archiveSchedules,
  ...closingSchedules,
  ...backupSchedules,
  ...erasureSchedules,
  ...logSchedules,
  ...operatorSchedules,
  ...deadLetterSchedules,
  ...keySchedules,
  ...tenantExportSchedules,
  ...tenantImportSchedules,
  ...promiseSchedules,
];
