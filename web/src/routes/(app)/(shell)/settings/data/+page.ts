// What a deletion of the business would take, whether one is under way, and, for owners, its exports.
import { closingRoutes } from '@crmfex/shared/closings.ts';
import { tenantExportRoutes } from '@crmfex/shared/tenant-exports.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ depends, parent }) => {
  depends(depend.tenant);
  depends(depend.tenantExports);
  const outlook = loaded(api(closingRoutes.look));
  const { me } = await parent();
  const exports = me.permissions.includes('tenant:own') ? await loaded(api(tenantExportRoutes.list)) : null;
  return { outlook: await outlook, exports };
};
