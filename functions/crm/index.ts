// The CRM wing: its endpoints and jobs.
import { clientEndpoints } from './clients/http.ts';

export const endpoints = [...clientEndpoints];
export const jobs = [];
export const schedules = [];
