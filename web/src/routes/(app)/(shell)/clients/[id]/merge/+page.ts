// The client that may be merged with this one, when the address names it.
import { clientRoutes } from '@crmfex/shared/clients.ts';
import { api } from '#lib/api.ts';
import { loaded } from '#lib/load.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url }) => {
  const id = url.searchParams.get('with');
  return { other: id ? await loaded(api(clientRoutes.get, { params: { id } })) : undefined };
};
