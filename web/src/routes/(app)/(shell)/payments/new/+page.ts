// A new payment: the client that the address names, and what is open there, oldest first.
import { clientRoutes } from '@crmfex/shared/clients.ts';
import { invoiceRoutes } from '@crmfex/shared/invoices.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';
import type { PageLoad } from './$types.js';

const uuid = /^[0-9a-f-]{36}$/;
const idOf = (value: string | null) => (value && uuid.test(value) ? value : undefined);

export const load: PageLoad = async ({ url, depends }) => {
  depends(depend.payments);
  const clientId = idOf(url.searchParams.get('client'));
  const invoiceId = idOf(url.searchParams.get('invoice'));
  if (!clientId) return { client: undefined, invoices: [], hasMore: false, invoiceId };
  const [client, open] = await loaded(
    Promise.all([
      api(clientRoutes.get, { params: { id: clientId } }),
      api(invoiceRoutes.list, { query: { clientId, open: 'true', sort: 'dueDate', limit: 100 } }),
    ]),
  );
  return { client, invoices: open.items, hasMore: open.nextCursor !== null, invoiceId };
};
