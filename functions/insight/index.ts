// The insight wing: what reads across the wings below it.
import { activityEndpoints } from './activity/http.ts';
import { activityJobs } from './activity/jobs.ts';
import { apiDescriptionEndpoints } from './api-description/http.ts';
import { changeEndpoints } from './changes/http.ts';
import { dashboardEndpoints } from './dashboard/http.ts';
import { exportEndpoints } from './exports/http.ts';
import { exportJobs, exportSchedules } from './exports/jobs.ts';
import { failureEndpoints } from './failures/http.ts';
import { healthEndpoints } from './health/http.ts';
import { importEndpoints } from './imports/http.ts';
import { importJobs, importSchedules } from './imports/jobs.ts';
import { searchEndpoints } from './search/http.ts';
import { viewEndpoints } from './views/http.ts';

export const endpoints = [
  ...changeEndpoints,
  ...activityEndpoints,
  ...healthEndpoints,
  ...apiDescriptionEndpoints,
  ...viewEndpoints,
  ...searchEndpoints,
  ...dashboardEndpoints,
  ...failureEndpoints,
  ...importEndpoints,
  ...exportEndpoints,
];
export const jobs = [...activityJobs, ...importJobs, ...exportJobs];
export const schedules = [...importSchedules, ...exportSchedules];
