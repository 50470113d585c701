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
import { loaded, together } from '#lib/load.ts';
import { to } from '#lib/route.ts';
import { readTags } from '#lib/tags/tags.ts';
import type { LayoutLoad } from './$types.js';

export const load: LayoutLoad = async ({ params, depends }) => {
  depends(
    depend.client(params.id),
    depend.tenant,
    depend.invoices,
    depend.payments,
    depend.files,
    depend.tags,
    depend.customFields,
  );
  const { client, balance, requests, ...rest } = await loaded(
    together({
      client: api(clientRoutes.get, { params: { id: params.id } }),
      invoices: api(invoiceRoutes.list, { query: { clientId: params.id, limit: 20 } }),
      summary: api(invoiceRoutes.summary, { query: { clientId: params.id } }),
      files: api(fileRoutes.list, { query: { clientId: params.id } }),
      balance: api(balanceRoutes.get, { params: { id: params.id } }),
      contacts: api(contactRoutes.list, { params: { id: params.id } }),
      events: api(noteRoutes.timeline, { params: { id: params.id }, query: { limit: 12 } }),
      reminders: api(reminderRoutes.ofClient, { params: { id: params.id } }),
      rights: api(rightRoutes.ofClient, { params: { id: params.id } }),
      requests: api(rightRoutes.list, { query: { clientId: params.id, state: 'open', limit: 20 } }),
      statements: api(statementMailRoutes.ofClient, { params: { id: params.id } }),
      tags: readTags(),
      fields: api(customFieldRoutes.list, { query: { subject: 'client' } }),
      addresses: api(addressBookRoutes.list, { params: { id: params.id } }),
      merges: api(clientMergeRoutes.list, { params: { id: params.id } }),
    }),
  );
  // Its old address leads to the client that took it in.
  if (client.mergedInto) redirect(307, to.client(client.mergedInto));
  return {
    ...rest,
    client,
    balances: balance.balances,
    /** Those that a report of what is kept answers. */
    requests: requests.items.filter(({ kind }) => kind === 'access' || kind === 'portability'),
  };
};
