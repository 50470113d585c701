// What a deletion of the business would take, and whether one is under way.
import { closingRoutes } from '@crmfex/shared/closings.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ depends }) => {
  depends(depend.tenant);
  return { outlook: await loaded(api(closingRoutes.look)) };
};
