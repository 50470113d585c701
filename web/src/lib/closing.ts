// The acts that end a business, or keep it after all.
import { closingRoutes } from '@crmfex/shared/closings.ts';
import { invalidate } from '$app/navigation';
import { api } from './api.ts';
import { depend } from './changes.svelte.ts';

export async function closeBusiness(name: string): Promise<void> {
  await api(closingRoutes.ask, { body: { name } });
  await invalidate(depend.tenant);
}

export async function keepBusiness(): Promise<void> {
  await api(closingRoutes.takeBack);
  await invalidate(depend.tenant);
}
