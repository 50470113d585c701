// Routes of imports of a whole business: for owners alone.
import { tenantImportRoutes } from '../../../shared/tenant-imports.ts';
import { endpoint } from '../../platform/http.ts';
import { createImport, inspectImport, lookAtImport, removeImport, startImport } from './tenant-imports.ts';

const owning = { needs: 'tenant:own', needsRecentSignIn: true, idempotent: false } as const;

export const tenantImportEndpoints = [
  endpoint(tenantImportRoutes.look, { needs: 'tenant:own' }, (ctx) => lookAtImport(ctx)),
  endpoint(tenantImportRoutes.create, owning, (ctx, { body }) => createImport(ctx, body)),
  endpoint(tenantImportRoutes.inspect, { needs: 'tenant:own', idempotent: false }, (ctx, { params }) =>
    inspectImport(ctx, params.id),
  ),
  endpoint(tenantImportRoutes.start, owning, (ctx, { params }) => startImport(ctx, params.id)),
  endpoint(tenantImportRoutes.remove, { needs: 'tenant:own' }, (ctx, { params }) => removeImport(ctx, params.id)),
];
