// A new invoice, perhaps for a client that the address names.
import { clientRoutes } from '@crmfex/shared/clients.ts';
import { api } from '#lib/api.ts';
import { loaded } from '#lib/load.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url }) => {
  const id = url.searchParams.get('client');
  return { client: id ? await loaded(api(clientRoutes.get, { params: { id } })) : undefined };
};
