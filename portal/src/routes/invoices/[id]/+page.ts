// The invoice behind a link, on its way while the page shows its shape.
import { portalRoutes } from '@crmfex/shared/portal.ts';
import { portalApi } from '#lib/api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, fetch, depends }) => {
  depends('portal:invoice');
  const invoice = portalApi(fetch)(portalRoutes.invoice, { params: { id: params.id } });
  invoice.catch(() => undefined); // shown by the page; without this a quick refusal counts as unhandled
  return { linkId: params.id, invoice };
};
