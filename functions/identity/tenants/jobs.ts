// Jobs of the own business.
import { job } from '../../platform/jobs.ts';
import { clearOldLogo } from './logo.ts';
import { OldLogo } from './messages.ts';

export const tenantJobs = [job(OldLogo, clearOldLogo)];
