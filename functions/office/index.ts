// The office wing: files, and the mails of the platform itself.
import { fileEndpoints } from './files/http.ts';
import { fileBlobJobs, fileJobs, fileSchedules } from './files/jobs.ts';
import { mailJobs } from './mail/jobs.ts';

export const endpoints = [...fileEndpoints];
export const jobs = [...mailJobs, ...fileJobs];
export const blobJobs = [...fileBlobJobs];
export const schedules = [...fileSchedules];
