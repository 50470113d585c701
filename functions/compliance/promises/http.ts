// HTTP face of the promises: for everybody, and for the operator who does not want to wait for the timer.
import { promiseRoutes } from '../../../shared/promises.ts';
import { endpoint, reply } from '../../platform/http.ts';
import { operatorEndpoint } from '../../platform/operators.ts';
import { checkPromises, showPromises } from './promises.ts';

// Nothing in it belongs to anybody: whoever stands between may keep it for a minute.
const shared = { 'cache-control': 'public, max-age=60' };

export const promiseEndpoints = [
  endpoint(promiseRoutes.show, { needs: 'public' }, async (ctx) => reply(await showPromises(ctx), { headers: shared })),
  operatorEndpoint(promiseRoutes.check, async (ctx) => {
    await checkPromises(ctx);
    return showPromises(ctx);
  }),
];
