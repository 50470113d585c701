// How the address of the client list becomes a question to the API.
import type { ClientList } from '@crmfex/shared/clients.ts';

const sorts = ['name', '-name', 'createdAt', '-createdAt'] as const;

/** Reads the address; what it does not know falls back to the plain list. */
export function clientQuery(search: URLSearchParams): ClientList {
  const sort = sorts.find((known) => known === search.get('sort')) ?? 'name';
  const state = search.get('tab') === 'archived' ? 'archived' : 'active';
  return { limit: 50, sort, state, search: search.get('search')?.slice(0, 200) || undefined };
}
