// The office wing: files, the mails of the platform itself, and of a business its mail server and the texts of its mails.
import { fileEndpoints } from './files/http.ts';
import { fileBlobJobs, fileJobs, fileSchedules } from './files/jobs.ts';
import { mailJobs } from './mail/jobs.ts';
import { mailServerEndpoints } from './mail-server/http.ts';
import { mailTemplateEndpoints } from './mail-templates/http.ts';
import { policyNoticeSchedules } from './policy-notices/jobs.ts';

export const endpoints = [...fileEndpoints, ...mailServerEndpoints, ...mailTemplateEndpoints];
export const jobs = [...mailJobs, ...fileJobs];
export const blobJobs = [...fileBlobJobs];
export const schedules = [...fileSchedules, ...policyNoticeSchedules];
