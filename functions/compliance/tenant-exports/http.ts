// Routes of exports of a whole business: for owners alone.
import { tenantExportRoutes } from '../../../shared/tenant-exports.ts';
import { endpoint } from '../../platform/http.ts';
import { askForExport, linkToExport, listTenantExports, removeExport } from './tenant-exports.ts';

const owning = { needs: 'tenant:own', needsRecentSignIn: true } as const;

export const tenantExportEndpoints = [
  endpoint(tenantExportRoutes.list, { needs: 'tenant:own' }, (ctx) => listTenantExports(ctx)),
  endpoint(tenantExportRoutes.ask, { ...owning, idempotent: false }, (ctx) => askForExport(ctx)),
  endpoint(tenantExportRoutes.link, { ...owning, idempotent: false }, (ctx, { params }) =>
    linkToExport(ctx, params.id),
  ),
  endpoint(tenantExportRoutes.remove, { needs: 'tenant:own' }, (ctx, { params }) => removeExport(ctx, params.id)),
];
