// What can be done with files: announce, send the bytes straight to the store, delete with a way back.
import { contentTypeOf, fileRoutes, type FileList, type StoredFile, type Upload } from '@crmfex/shared/files.ts';
import { Problem } from '@crmfex/shared/problem.ts';
import { toast } from '@crmfex/shared/ui/toasts.svelte.ts';
import { invalidate } from '$app/navigation';
import { api, apiAddress } from './api.ts';
import { depend } from './changes.svelte.ts';
import { m } from './paraglide/messages.js';
import { problemText } from './problems.ts';

const putWithinMs = 10 * 60_000;

/** Puts bytes where the announcement said. `fetch` tells nothing about the way out, so the older way is taken. */
export function putBytes(
  { uploadUrl }: Pick<Upload, 'uploadUrl'>,
  bytes: Blob,
  onprogress: (share: number) => void,
  withinMs = putWithinMs,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', uploadUrl);
    request.timeout = withinMs;
    request.setRequestHeader('x-ms-blob-type', 'BlockBlob');
    request.upload.addEventListener('progress', ({ loaded, total }) => onprogress(total > 0 ? loaded / total : 0));
    const failed = () => reject(new Problem('unavailable', 'offline'));
    request.addEventListener('error', failed);
    request.addEventListener('timeout', failed);
    request.addEventListener('load', () => (request.status === 201 ? resolve() : failed()));
    request.send(bytes);
  });
}

/** Whose file it is, and whether the client sees it at once. */
type Owner = FileList & { isShared?: boolean };

/** Attaches one file; resolves when its bytes have left, before anybody has looked at them. Throws `Problem`. */
export async function attach(owner: Owner, file: File, onprogress: (share: number) => void): Promise<void> {
  const upload = await api(fileRoutes.create, { body: { ...owner, name: file.name, sizeBytes: file.size } });
  await putBytes(upload, new Blob([file], { type: contentTypeOf(file.name) }), onprogress);
  await invalidate(depend.files);
}

export const fileAddress = (id: string) => apiAddress(fileRoutes.content, { id });

async function act(work: () => Promise<void>) {
  try {
    await work();
    await invalidate(depend.files);
  } catch (cause) {
    toast(problemText(cause), { tone: 'bad' });
  }
}

/** Shows a file of an invoice to its client in the portal, or no longer. */
export function shareFile({ id }: StoredFile, isShared: boolean): Promise<void> {
  return act(async () => void (await api(fileRoutes.change, { params: { id }, body: { isShared } })));
}

/** Gone at once, with a way back instead of a question before. */
export function removeFile(file: StoredFile): Promise<void> {
  const params = { id: file.id };
  return act(async () => {
    await api(fileRoutes.remove, { params });
    const back = () => void act(async () => void (await api(fileRoutes.restore, { params })));
    toast(m.files_removed({ name: file.name }), { action: { label: m.undo(), run: back } });
  });
}
