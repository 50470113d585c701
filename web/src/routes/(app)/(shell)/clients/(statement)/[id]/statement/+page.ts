// The account statement of a client over the period that the address names.
import { balanceRoutes } from '@crmfex/shared/balances.ts';
import { clientRoutes } from '@crmfex/shared/clients.ts';
import { billingAddress, contactRoutes } from '@crmfex/shared/contacts.ts';
import { isDay } from '@crmfex/shared/dates.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';
import type { PageLoad } from './$types.js';

const dayOf = (value: string | null) => (value && isDay(value) ? value : undefined);

export const load: PageLoad = async ({ params, url, depends }) => {
  depends(depend.client(params.id), depend.invoices, depend.payments);
  const [from, to] = [dayOf(url.searchParams.get('from')), dayOf(url.searchParams.get('to'))];
  const query = { from, to: from && to && to < from ? undefined : to };
  const [statement, client, contacts] = await loaded(
    Promise.all([
      api(balanceRoutes.statement, { params: { id: params.id }, query }),
      api(clientRoutes.get, { params: { id: params.id } }),
      api(contactRoutes.list, { params: { id: params.id } }),
    ]),
  );
  return { statement, address: billingAddress(client, contacts) };
};
