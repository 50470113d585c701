// Route of the health check.
import { systemRoutes } from '../../../shared/system.ts';
import { endpoint } from '../../platform/http.ts';
import { checkHealth } from './health.ts';

export const healthEndpoints = [endpoint(systemRoutes.health, { needs: 'public' }, (ctx) => checkHealth(ctx))];
