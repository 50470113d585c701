// What a deletion of the business would take, whether one is under way, and, for owners, its exports and what is imported into it.
import { closingRoutes } from '@crmfex/shared/closings.ts';
import { tenantExportRoutes } from '@crmfex/shared/tenant-exports.ts';
import { tenantImportRoutes } from '@crmfex/shared/tenant-imports.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ depends, parent }) => {
  depends(depend.tenant);
  depends(depend.tenantExports);
  depends(depend.tenantImports);
  const outlook = loaded(api(closingRoutes.look));
  const { me } = await parent();
  const isOwner = me.permissions.includes('tenant:own');
  const [exports, brought] = await Promise.all([
    isOwner ? loaded(api(tenantExportRoutes.list)) : null,
    isOwner ? loaded(api(tenantImportRoutes.look)) : null,
  ]);
  return { outlook: await outlook, exports, brought };
};
