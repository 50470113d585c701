// The first page of what happened in the business; read anew when anything in it changes.
import { activityRoutes } from '@crmfex/shared/activity.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ depends }) => {
  depends(depend.tenant, depend.clients, depend.invoices);
  return { activity: await loaded(api(activityRoutes.list, { query: {} })) };
};
