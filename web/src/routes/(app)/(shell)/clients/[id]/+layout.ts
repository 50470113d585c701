// One client and the invoices made out to it.
import { balanceRoutes } from '@crmfex/shared/balances.ts';
import { clientRoutes } from '@crmfex/shared/clients.ts';
import { contactRoutes } from '@crmfex/shared/contacts.ts';
import { fileRoutes } from '@crmfex/shared/files.ts';
import { invoiceRoutes } from '@crmfex/shared/invoices.ts';
import { noteRoutes } from '@crmfex/shared/notes.ts';
import { reminderRoutes } from '@crmfex/shared/reminders.ts';
import { rightRoutes } from '@crmfex/shared/rights.ts';
import { statementMailRoutes } from '@crmfex/shared/statement-mails.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';
import type { LayoutLoad } from './$types.js';

export const load: LayoutLoad = async ({ params, depends }) => {
  depends(depend.client(params.id), depend.invoices, depend.payments, depend.files);
  const [client, invoices, summary, files, balance, contacts, events, reminders, rights, statements] = await loaded(
    Promise.all([
      api(clientRoutes.get, { params: { id: params.id } }),
      api(invoiceRoutes.list, { query: { clientId: params.id, limit: 20 } }),
      api(invoiceRoutes.summary, { query: { clientId: params.id } }),
      api(fileRoutes.list, { query: { clientId: params.id } }),
      api(balanceRoutes.get, { params: { id: params.id } }),
      api(contactRoutes.list, { params: { id: params.id } }),
      api(noteRoutes.timeline, { params: { id: params.id } }),
      api(reminderRoutes.ofClient, { params: { id: params.id } }),
      api(rightRoutes.ofClient, { params: { id: params.id } }),
      api(statementMailRoutes.ofClient, { params: { id: params.id } }),
    ]),
  );
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
  };
};
