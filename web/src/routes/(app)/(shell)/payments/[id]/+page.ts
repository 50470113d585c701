// One payment with what it settles.
import { paymentRoutes } from '@crmfex/shared/payments.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ params, depends }) => {
  depends(depend.payments);
  return { payment: await loaded(api(paymentRoutes.get, { params: { id: params.id } })) };
};
