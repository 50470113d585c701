// The office wing: so far the mails of the platform itself.
import { mailJobs } from './mail/jobs.ts';

export const endpoints = [];
export const jobs = [...mailJobs];
export const schedules = [];
