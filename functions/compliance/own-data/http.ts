// Route of one's own data.
import { ownDataRoutes } from '../../../shared/own-data.ts';
import { endpoint } from '../../platform/http.ts';
import { readOwnData } from './own-data.ts';

export const ownDataEndpoints = [
  endpoint(
    ownDataRoutes.read,
    { needs: 'account:keep', needsRecentSignIn: true, rate: { points: 10, seconds: 600 } },
    (ctx) => readOwnData(ctx),
  ),
];
