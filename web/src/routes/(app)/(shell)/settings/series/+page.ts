// The series of numbers with what comes next in each.
import { seriesRoutes } from '@crmfex/shared/series.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ depends }) => {
  depends(depend.tenant);
  return { series: await loaded(api(seriesRoutes.list)) };
};
