// Table of contents of the Functions app: every endpoint, job and timer is registered here and nowhere else.
import * as billing from './billing/index.ts';
import * as compliance from './compliance/index.ts';
import * as crm from './crm/index.ts';
import * as identity from './identity/index.ts';
import * as insight from './insight/index.ts';
import { once } from './integrations/once.ts';
import * as office from './office/index.ts';
import { register } from './platform/register.ts';
import { runJob } from './platform/schedules.ts';
import { platformSchedules } from './platform/resend.ts';

const wings = [identity, office, crm, billing, insight, compliance];

// Connections, SDKs and the logger come with the first call, so that a cold start only registers.
const appOf = once(async () => (await import('./platform/app.ts')).makeApp(process.env));

const schedules = [...platformSchedules, ...wings.flatMap((wing) => wing.schedules)];

register(
  {
    endpoints: wings.flatMap((wing) => wing.endpoints),
    jobs: [...wings.flatMap((wing) => wing.jobs), runJob(schedules)],
    blobJobs: [...office.blobJobs, ...compliance.blobJobs],
    schedules,
  },
  appOf,
);
