// Filters that several lists offer.
import { clientRoutes } from '@crmfex/shared/clients.ts';
import { api } from '../api.ts';
import { currencyChoices } from '../currencies.ts';
import { m } from '../paraglide/messages.js';
import type { Filter } from './description.ts';

/** Records of one client, archived ones included: their documents stay. */
export const clientFilter: Filter = {
  key: 'clientId',
  kind: 'record',
  label: m.client_name,
  find: async (typed, signal) => {
    const query = { search: typed || undefined, limit: 8, sort: 'name', state: 'all' } as const;
    const { items } = await api(clientRoutes.list, { query, signal });
    return items.map(({ id, name }) => ({ value: id, label: name }));
  },
  name: async (id) => (await api(clientRoutes.get, { params: { id } })).name,
};

export const currencyFilter: Filter = {
  key: 'currency',
  kind: 'choice',
  label: m.currency,
  choices: () => currencyChoices,
};
