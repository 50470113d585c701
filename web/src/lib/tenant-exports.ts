// What an owner does with exports of the whole business: ask, take along, delete.
import { tenantExportRoutes } from '@crmfex/shared/tenant-exports.ts';
import { invalidate } from '$app/navigation';
import { api } from './api.ts';
import { depend } from './changes.svelte.ts';

export async function askForExport(): Promise<void> {
  await api(tenantExportRoutes.ask);
  await invalidate(depend.tenantExports);
}

/** The browser saves what the address answers with; the page stays. */
export async function takeExport(id: string): Promise<void> {
  const { url } = await api(tenantExportRoutes.link, { params: { id } });
  location.assign(url);
}

export async function deleteExport(id: string): Promise<void> {
  await api(tenantExportRoutes.remove, { params: { id } });
  await invalidate(depend.tenantExports);
}
