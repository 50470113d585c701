// The compliance wing: what the privacy policy promises, kept by jobs and shown with its evidence.
import { rightsEndpoints } from './rights/http.ts';
import { backupBlobJobs, backupSchedules } from './backups/jobs.ts';

export const endpoints = [...rightsEndpoints];
export const jobs = [];
export const blobJobs = [...backupBlobJobs];
export const schedules = [...backupSchedules];
