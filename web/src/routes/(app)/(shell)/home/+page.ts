// How the business is doing: what clients owe, what came in, what needs somebody today.
import { clientRoutes } from '@crmfex/shared/clients.ts';
import { dashboardRoutes } from '@crmfex/shared/dashboard.ts';
import { failureRoutes } from '@crmfex/shared/failures.ts';
import { invoiceRoutes } from '@crmfex/shared/invoices.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ depends }) => {
  depends(depend.invoices, depend.clients, depend.payments);
  const [dashboard, failures, issued, clients] = await loaded(
    Promise.all([
      api(dashboardRoutes.get),
      api(failureRoutes.list),
      api(invoiceRoutes.list, { query: { state: 'issued', limit: 1 } }),
      api(clientRoutes.list, { query: { limit: 1 } }),
    ]),
  );
  return { dashboard, failures, hasIssued: issued.items.length > 0, hasClient: clients.items.length > 0 };
};
