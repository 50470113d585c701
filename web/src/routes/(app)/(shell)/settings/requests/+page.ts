// The register of what people ask about their data: what is open, and what was answered.
import { rightRoutes } from '@crmfex/shared/rights.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, depends }) => {
  depends(depend.tenant);
  const state = url.searchParams.get('tab') === 'answered' ? ('answered' as const) : ('open' as const);
  const sort = state === 'open' ? ('dueDate' as const) : ('-receivedDate' as const);
  const requests = await loaded(api(rightRoutes.list, { query: { state, sort, limit: 50 } }));
  return { state, sort, requests };
};
