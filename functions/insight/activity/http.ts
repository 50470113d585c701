// Routes of the activity page.
import { activityRoutes } from '../../../shared/activity.ts';
import { endpoint } from '../../platform/http.ts';
import { listActivity } from './activity.ts';

export const activityEndpoints = [
  endpoint(activityRoutes.list, { needs: 'activity:read' }, (ctx, { query }) => listActivity(ctx, query)),
];
