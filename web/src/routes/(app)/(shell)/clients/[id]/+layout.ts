// One client and the invoices made out to it.
import { addressBookRoutes } from '@crmfex/shared/addresses.ts';
import { balanceRoutes } from '@crmfex/shared/balances.ts';
import { clientMergeRoutes } from '@crmfex/shared/client-merges.ts';
import { clientRoutes } from '@crmfex/shared/clients.ts';
import { contactRoutes } from '@crmfex/shared/contacts.ts';
import { customFieldRoutes } from '@crmfex/shared/custom-fields.ts';
import { fileRoutes } from '@crmfex/shared/files.ts';
import { invoiceRoutes } from '@crmfex/shared/invoices.ts';
import { noteRoutes } from '@crmfex/shared/notes.ts';
import { reminderRoutes } from '@crmfex/shared/reminders.ts';
import { rightRoutes } from '@crmfex/shared/rights.ts';
import { statementMailRoutes } from '@crmfex/shared/statement-mails.ts';
import { redirect } from '@sveltejs/kit';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';
import { to } from '#lib/route.ts';
import { readTags } from '#lib/tags/tags.ts';
import type { LayoutLoad } from './$types.js';

export const load: LayoutLoad = async ({ params, depends }) => {
  depends(depend.client(params.id), depend.invoices, depend.payments, depend.files, depend.tags, depend.customFields);
  const [
    client,
    invoices,
    summary,
    files,
    balance,
    contacts,
    events,
    reminders,
    rights,
    statements,
    tags,
    fields,
    addresses,
    merges,
  ] = await loaded(
    Promise.all([
      api(clientRoutes.get, { params: { id: params.id } }),
      api(invoiceRoutes.list, { query: { clientId: params.id, limit: 20 } }),
      api(invoiceRoutes.summary, { query: { clientId: params.id } }),
      api(fileRoutes.list, { query: { clientId: params.id } }),
      api(balanceRoutes.get, { params: { id: params.id } }),
      api(contactRoutes.list, { params: { id: params.id } }),
      api(noteRoutes.timeline, { params: { id: params.id }, query: { limit: 12 } }),
      api(reminderRoutes.ofClient, { params: { id: params.id } }),
      api(rightRoutes.ofClient, { params: { id: params.id } }),
      api(statementMailRoutes.ofClient, { params: { id: params.id } }),
      readTags(),
      api(customFieldRoutes.list, { query: { subject: 'client' } }),
      api(addressBookRoutes.list, { params: { id: params.id } }),
      api(clientMergeRoutes.list, { params: { id: params.id } }),
    ]),
  );
  // Its old address leads to the client that took it in.
  if (client.mergedInto) redirect(307, to.client(client.mergedInto));
  return {
    client,
    invoices,
    summary,
    files,
    balances: balance.balances,
    contacts,
    events,
    reminders,
    rights,
    statements,
    tags,
    fields,
    addresses,
    merges,
  };
};
