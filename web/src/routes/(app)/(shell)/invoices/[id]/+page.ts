// One invoice and what happened to it.
import { customFieldRoutes } from '@crmfex/shared/custom-fields.ts';
import { fileRoutes } from '@crmfex/shared/files.ts';
import { invoiceRoutes } from '@crmfex/shared/invoices.ts';
import { paymentRoutes } from '@crmfex/shared/payments.ts';
import { reminderRoutes } from '@crmfex/shared/reminders.ts';
import { returnRoutes } from '@crmfex/shared/returns.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';
import { readTags } from '#lib/tags/tags.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ params, depends }) => {
  depends(depend.invoice(params.id), depend.files, depend.tags, depend.customFields);
  const [invoice, timeline, settlements, returns, files, reminders, tags, fields] = await loaded(
    Promise.all([
      api(invoiceRoutes.get, { params: { id: params.id } }),
      api(invoiceRoutes.timeline, { params: { id: params.id } }),
      api(paymentRoutes.ofInvoice, { params: { id: params.id } }),
      api(returnRoutes.get, { params: { id: params.id } }),
      api(fileRoutes.list, { query: { invoiceId: params.id } }),
      api(reminderRoutes.ofInvoice, { params: { id: params.id } }),
      readTags(),
      api(customFieldRoutes.list, { query: { subject: 'invoice' } }),
    ]),
  );
  return { invoice, timeline, settlements, returns, files, reminders, tags, fields };
};
