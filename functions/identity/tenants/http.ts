// Routes of the own business and its logo.
import { tenantRoutes } from '../../../shared/tenants.ts';
import { endpoint, redirect } from '../../platform/http.ts';
import { logoLink, putLogo, removeLogo } from './logo.ts';
import { changeTenant, getTenant } from './tenants.ts';

export const tenantEndpoints = [
  endpoint(tenantRoutes.get, { needs: 'tenant:read' }, (ctx) => getTenant(ctx)),
  endpoint(tenantRoutes.update, { needs: 'tenant:write' }, (ctx, { ifMatch, body }) =>
    changeTenant(ctx, ifMatch, body),
  ),
  endpoint(tenantRoutes.putLogo, { needs: 'tenant:write' }, (ctx, { raw }) => putLogo(ctx, raw)),
  endpoint(tenantRoutes.removeLogo, { needs: 'tenant:write' }, (ctx) => removeLogo(ctx)),
  endpoint(tenantRoutes.logo, { needs: 'tenant:read' }, async (ctx) => redirect(await logoLink(ctx))),
];
