// The office wing: files, the mails of the platform itself, and the mail server of a business.
import { fileEndpoints } from './files/http.ts';
import { fileBlobJobs, fileJobs, fileSchedules } from './files/jobs.ts';
import { mailJobs } from './mail/jobs.ts';
import { mailServerEndpoints } from './mail-server/http.ts';

export const endpoints = [...fileEndpoints, ...mailServerEndpoints];
export const jobs = [...mailJobs, ...fileJobs];
export const blobJobs = [...fileBlobJobs];
export const schedules = [...fileSchedules];
