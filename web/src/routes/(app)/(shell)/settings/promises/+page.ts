// What the last check of each promise found.
import { promiseRoutes } from '@crmfex/shared/promises.ts';
import { api } from '#lib/api.ts';
import { loaded } from '#lib/load.ts';

export const load = async () => ({ found: await loaded(api(promiseRoutes.show)) });
