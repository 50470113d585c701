// One mail as it was sent; read anew whenever its client or its invoice changes.
import { mailRoutes } from '@crmfex/shared/mails.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ params, depends }) => {
  depends(depend.invoices, depend.clients);
  const mail = await loaded(api(mailRoutes.get, { params: { id: params.id } }));
  depends(depend.client(mail.clientId));
  return { mail };
};
