// The compliance wing: what the privacy policy promises, kept by jobs and shown with its evidence.
import { backupBlobJobs, backupSchedules } from './backups/jobs.ts';

export const endpoints = [];
export const jobs = [];
export const blobJobs = [...backupBlobJobs];
export const schedules = [...backupSchedules];
