// The clients that the address asks for.
import { clientRoutes } from '@crmfex/shared/clients.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';
import { clientQuery } from './client-query.ts';
import type { LayoutLoad } from './$types.js';

export const load: LayoutLoad = async ({ url, depends }) => {
  depends(depend.clients);
  const query = clientQuery(url.searchParams);
  return { query, clients: await loaded(api(clientRoutes.list, { query })) };
};
