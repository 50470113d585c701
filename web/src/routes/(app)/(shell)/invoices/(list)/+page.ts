// The invoices that the address asks for, and what they come to.
import { invoiceRoutes } from '@crmfex/shared/invoices.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';
import { invoiceQuery } from './invoice-query.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, depends }) => {
  depends(depend.invoices);
  const { tab, filter, sort } = invoiceQuery(url.searchParams);
  const [invoices, summary] = await loaded(
    Promise.all([
      api(invoiceRoutes.list, { query: { ...filter, sort, limit: 50 } }),
      api(invoiceRoutes.summary, { query: filter }),
    ]),
  );
  return { tab, filter, sort, invoices, summary };
};
