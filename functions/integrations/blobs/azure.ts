// Blobs in Azure Blob Storage: one private container, read from outside only by short-lived signed addresses.
import type { StorageConfig } from '../config.ts';
import { calling, type Call } from '../failures.ts';
import type { Blobs, LinkOptions } from './port.ts';
import { cachingOf, checkedKey, checkedMinutes, download, openStorage, patience } from './storage.ts';

/** Connects to the blob service that `config` names; nothing is loaded or called before the first use. */
export function azureBlobs(config: StorageConfig): Blobs {
  const storage = openStorage(config, 'files');
  const call = (what: string): Call => ({ port: 'blobs', what, isRepeatable: true });

  return {
    async put(key, bytes, { contentType }) {
      const name = checkedKey(key);
      await calling(call('put a blob'), async () => {
        const blobHTTPHeaders = { blobContentType: contentType };
        const blob = (await storage.container()).getBlockBlobClient(name);
        await blob.uploadData(bytes, { blobHTTPHeaders, abortSignal: patience() });
      });
    },

    async get(key) {
      const name = checkedKey(key);
      return calling(call('get a blob'), async () => download((await storage.container()).getBlobClient(name)));
    },

    async remove(key) {
      const name = checkedKey(key);
      await calling(call('remove a blob'), async () => {
        const blob = (await storage.container()).getBlobClient(name);
        await blob.deleteIfExists({ deleteSnapshots: 'include', abortSignal: patience() });
      });
    },

    async link(key, { minutes, contentType, disposition, fileName }) {
      const name = checkedKey(key);
      const grant = { permissions: 'r' as const, minutes: checkedMinutes(minutes), contentType };
      const contentDisposition = dispositionOf(disposition, fileName);
      const cacheControl = cachingOf({ disposition, minutes });
      return calling(call('sign a link'), () => storage.sign(name, { ...grant, contentDisposition, cacheControl }));
    },
  };
}

/** RFC 6266: a plain name for old readers and the true one, with Turkish letters, for all others. */
export function dispositionOf(disposition: LinkOptions['disposition'], fileName: string): string {
  const plain = fileName.normalize('NFKD').replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const full = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `${disposition}; filename="${plain}"; filename*=UTF-8''${full}`;
}
