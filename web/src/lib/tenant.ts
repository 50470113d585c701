// What can be changed about the own business: call, say so, and let the pages read anew.
import { type Tenant, type TenantInput, tenantRoutes } from '@crmfex/shared/tenants.ts';
import { toast } from '@crmfex/shared/ui/toasts.svelte.ts';
import { invalidate } from '$app/navigation';
import { api, apiAddress } from './api.ts';
import { depend } from './changes.svelte.ts';
import { etag } from './etag.ts';
import { m } from './paraglide/messages.js';
import { problemText } from './problems.ts';

/** @throws Problem */
export async function saveTenant(tenant: Tenant, change: Partial<TenantInput>): Promise<void> {
  await api(tenantRoutes.update, { body: change, ifMatch: etag(tenant) });
  await invalidate(depend.tenant);
  toast(m.saved());
}

/** Uploads a PNG or JPEG; what is too large or of another kind is said before it travels. */
export async function putLogo(file: File): Promise<void> {
  const { contentTypes, maxBytes } = tenantRoutes.putLogo.rawBody ?? { contentTypes: [], maxBytes: 0 };
  if (!contentTypes.includes(file.type)) return void toast(m.logo_wrong_type(), { tone: 'bad' });
  if (file.size > maxBytes) return void toast(m.logo_too_large(), { tone: 'bad' });
  await act(async () => {
    await api(tenantRoutes.putLogo, { raw: { bytes: file, contentType: file.type } });
    await invalidate(depend.tenant);
    toast(m.saved());
  });
}

/** Says nothing of its own: who offers to undo has said it already. */
export async function removeLogo(): Promise<void> {
  await act(async () => {
    await api(tenantRoutes.removeLogo);
    await invalidate(depend.tenant);
  });
}

/** Address of the logo as it is now; changes with each upload, so that no old picture stays on screen. */
export const logoAddress = (tenant: Tenant) => `${apiAddress(tenantRoutes.logo)}#${tenant.logoKey ?? ''}`;

async function act(work: () => Promise<void>) {
  try {
    await work();
  } catch (cause) {
    toast(problemText(cause), { tone: 'bad' });
  }
}
