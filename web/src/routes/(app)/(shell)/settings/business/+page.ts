// The settings of the business stand in the shell already; the numbers to come are asked for here.
import { numberingRoutes } from '@crmfex/shared/numbering.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ depends }) => {
  depends(depend.tenant, depend.invoices);
  const { items } = await loaded(api(numberingRoutes.next));
  return { numbers: items };
};
