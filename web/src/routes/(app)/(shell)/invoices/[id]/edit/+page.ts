// The draft to go on with; what is no draft any more opens as a document.
import { invoiceRoutes } from '@crmfex/shared/invoices.ts';
import { seriesRoutes } from '@crmfex/shared/series.ts';
import { redirect } from '@sveltejs/kit';
import { api } from '#lib/api.ts';
import { loaded } from '#lib/load.ts';
import { to } from '#lib/route.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ params }) => {
  const [invoice, series] = await loaded(
    Promise.all([api(invoiceRoutes.get, { params: { id: params.id } }), api(seriesRoutes.list)]),
  );
  if (invoice.state !== 'draft') redirect(307, to.invoice(invoice.id));
  return { invoice, series };
};
