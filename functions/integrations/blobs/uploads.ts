// The container in which browsers leave bytes that nobody has looked at yet.
import type { StorageConfig } from '../config.ts';
import { calling, unlessMissing, type Call } from '../failures.ts';
import type { Uploads } from './port.ts';
import { checkedKey, checkedMinutes, download, openBlob, openStorage, patience } from './storage.ts';

/** Its name stands in the path of the blob trigger too. */
export const uploadsContainer = 'uploads';

/** Connects to the blob service that `config` names; nothing is loaded or called before the first use. */
export function azureUploads(config: StorageConfig): Uploads {
  const storage = openStorage(config, uploadsContainer);
  const call = (what: string): Call => ({ port: 'blobs', what, isRepeatable: true });
  const blobOf = async (key: string) => (await storage.container()).getBlobClient(checkedKey(key));

  async function read(key: string, bytesMax: number) {
    const blob = await blobOf(key);
    const { contentLength: sizeBytes = 0 } = await blob.getProperties({ abortSignal: patience() });
    if (sizeBytes > bytesMax) return { sizeBytes, bytes: null };
    const bytes = await download(blob);
    return bytes && { sizeBytes: bytes.length, bytes: bytes.length > bytesMax ? null : bytes };
  }

  return {
    async link(key, minutes) {
      const grant = { permissions: 'cw' as const, minutes: checkedMinutes(minutes) };
      const name = checkedKey(key);
      return calling(call('sign an upload'), async () => {
        // Made here as well: the browser's PUT is the first thing that ever happens to the container of a fresh machine.
        await storage.container();
        return storage.sign(name, grant);
      });
    },
    read: (key, bytesMax) => calling(call('read an upload'), () => unlessMissing(() => read(key, bytesMax))),
    open: (key) => calling(call('open an upload'), async () => openBlob(await blobOf(key))),
    remove: (key) =>
      calling(call('remove an upload'), async () => {
        await (await blobOf(key)).deleteIfExists({ deleteSnapshots: 'include', abortSignal: patience() });
      }),
  };
}
