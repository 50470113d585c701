// Who is signed in and for which business: every page of the shell may count on both.
import { tenantRoutes } from '@crmfex/shared/tenants.ts';
import { userRoutes } from '@crmfex/shared/users.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';
import { sessionBegan } from '#lib/session.svelte.ts';
import type { LayoutLoad } from './$types.js';

export const load: LayoutLoad = async ({ depends }) => {
  depends(depend.tenant);
  const [me, tenant] = await loaded(Promise.all([api(userRoutes.me), api(tenantRoutes.get)]));
  sessionBegan(me);
  return { me, tenant };
};
