// Route of the own sign-in log.
import { userRoutes } from '../../../shared/users.ts';
import { endpoint } from '../../platform/http.ts';
import { listSignIns } from './sign-in-log.ts';

export const signInLogEndpoints = [
  endpoint(userRoutes.signIns, { needs: 'account:own' }, (ctx, { query }) => listSignIns(ctx, query)),
];
