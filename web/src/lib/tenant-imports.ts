// What an owner does with the export of a business that is to come into this one: upload, look, begin, forget.
import { tenantImportRoutes } from '@crmfex/shared/tenant-imports.ts';
import { invalidate, invalidateAll } from '$app/navigation';
import { api } from './api.ts';
import { depend } from './changes.svelte.ts';
import { putBytes } from './files.ts';

/** As long as the address takes bytes. */
const putWithinMs = 60 * 60_000;

/** Puts the file into the store and has it looked at; what was found, or why it is refused, stands on the page then. Throws `Problem`. */
export async function bringFile(file: File, onprogress: (share: number) => void): Promise<void> {
  const body = { fileName: file.name.slice(0, 200), sizeBytes: file.size };
  const { id, uploadUrl } = await api(tenantImportRoutes.create, { body });
  await putBytes({ uploadUrl }, new Blob([file], { type: 'application/zip' }), onprogress, putWithinMs);
  await api(tenantImportRoutes.inspect, { params: { id } });
  await invalidate(depend.tenantImports);
}

export async function startImport(id: string): Promise<void> {
  await api(tenantImportRoutes.start, { params: { id } });
  await invalidate(depend.tenantImports);
}

export async function forgetImport(id: string): Promise<void> {
  await api(tenantImportRoutes.remove, { params: { id } });
  await invalidate(depend.tenantImports);
}

/** Once a business has come in, everything on every page is another one. */
export const readAnew = (): Promise<void> => invalidateAll();
