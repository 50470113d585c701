// Routes of the person who is signed in.
import { userRoutes } from '../../../shared/users.ts';
import { endpoint } from '../../platform/http.ts';
import { getMe, getSelf, updateMe } from './users.ts';

export const userEndpoints = [
  endpoint(userRoutes.me, { needs: 'account:own' }, (ctx) => getMe(ctx)),
  endpoint(userRoutes.self, { needs: 'account:keep' }, (ctx) => getSelf(ctx)),
  endpoint(userRoutes.updateMe, { needs: 'account:own' }, (ctx, { body }) => updateMe(ctx, body)),
];
