// Jobs of the activity log.
import { ActivityMessage } from '../../platform/audit.ts';
import { job } from '../../platform/jobs.ts';
import { copyActivity } from './activity.ts';

export const activityJobs = [job(ActivityMessage, (ctx, { activityId }) => copyActivity(ctx, activityId))];
