// HTTP face of the dashboard.
import { dashboardRoutes } from '../../../shared/dashboard.ts';
import { endpoint } from '../../platform/http.ts';
import { getDashboard } from './dashboard.ts';

export const dashboardEndpoints = [endpoint(dashboardRoutes.get, { needs: 'payments:read' }, getDashboard)];
