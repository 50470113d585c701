// The identity wing: people, how they come in, and the business they work for.
import { memberEndpoints } from './members/http.ts';
import { memberRestrictionEndpoints } from './member-restrictions/http.ts';
import { consentEndpoints } from './consents/http.ts';
import { emailEndpoints } from './email/http.ts';
import { passkeyEndpoints } from './passkeys/http.ts';
import { policyEndpoints } from './policies/http.ts';
import { secondFactorEndpoints } from './second-factor/http.ts';
import { sessionEndpoints } from './sessions/http.ts';
import { signInEndpoints } from './sign-in/http.ts';
import { signInLogEndpoints } from './sign-in-log/http.ts';
import { signUpEndpoints } from './sign-up/http.ts';
import { tenantEndpoints } from './tenants/http.ts';
import { tenantJobs } from './tenants/jobs.ts';
import { userEndpoints } from './users/http.ts';
import { userSchedules } from './users/jobs.ts';

export const endpoints = [
  ...signUpEndpoints,
  ...signInEndpoints,
  ...sessionEndpoints,
  ...secondFactorEndpoints,
  ...emailEndpoints,
  ...consentEndpoints,
  ...policyEndpoints,
  ...passkeyEndpoints,
  ...userEndpoints,
  ...signInLogEndpoints,
  ...tenantEndpoints,
  ...memberEndpoints,
  ...memberRestrictionEndpoints,
];
export const jobs = [...tenantJobs];
export const schedules = [...userSchedules];
