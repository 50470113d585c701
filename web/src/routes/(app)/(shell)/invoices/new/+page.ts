// A new invoice, perhaps for a client that the address names.
import { clientRoutes } from '@crmfex/shared/clients.ts';
import { seriesRoutes } from '@crmfex/shared/series.ts';
import { api } from '#lib/api.ts';
import { loaded } from '#lib/load.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url }) => {
  const id = url.searchParams.get('client');
  const [client, series] = await loaded(
    Promise.all([id ? api(clientRoutes.get, { params: { id } }) : undefined, api(seriesRoutes.list)]),
  );
  return { client, series };
};
