// How the business is doing: what is open, what is late, what happened last.
import { clientRoutes } from '@crmfex/shared/clients.ts';
import { invoiceRoutes } from '@crmfex/shared/invoices.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ depends }) => {
  depends(depend.invoices, depend.clients);
  const [summary, overdue, recent, clients] = await loaded(
    Promise.all([
      api(invoiceRoutes.summary, { query: { state: 'issued' } }),
      api(invoiceRoutes.list, { query: { overdue: 'true', sort: 'dueDate', limit: 6 } }),
      api(invoiceRoutes.list, { query: { sort: '-createdAt', limit: 8 } }),
      api(clientRoutes.list, { query: { limit: 1 } }),
    ]),
  );
  return { summary, overdue: overdue.items, recent: recent.items, hasClient: clients.items.length > 0 };
};
