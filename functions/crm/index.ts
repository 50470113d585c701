// The CRM wing: its endpoints and jobs.
import { clientEndpoints } from './clients/http.ts';
import { productEndpoints } from './products/http.ts';

export const endpoints = [...clientEndpoints, ...productEndpoints];
export const jobs = [];
export const schedules = [];
