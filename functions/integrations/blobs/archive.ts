// The write-once archive in Azure Blob Storage: each blob is immutable until its own date, by the service and by this adapter.
import { createHash } from 'node:crypto';
import type { BlockBlobClient } from '@azure/storage-blob';
import { isLoopback } from '../address.ts';
import type { StorageConfig } from '../config.ts';
import { calling, statusOf, unlessMissing, type Call } from '../failures.ts';
import { PortError } from '../port-error.ts';
import { checkedName } from './containers.ts';
import type { Archive } from './port.ts';
import { download, openStorage, patience, type Storage } from './storage.ts';

const call = (what: string): Call => ({ port: 'archive', what, isRepeatable: true });

/** What the rule of the archive forbids. */
export const refusal = (message: string) =>
  new PortError(`archive: ${message}`, { port: 'archive', kind: 'refused', retryable: false, outcome: 'failed' });

/** In metadata, where the emulator keeps it too. */
type Facts = { keepuntil: string; sha256: string };

/** Null when there is no such blob; one without our facts was not written by us, and is left alone. */
async function factsOf(blob: BlockBlobClient): Promise<Facts | null> {
  return unlessMissing(async () => {
    const { metadata = {} } = await blob.getProperties({ abortSignal: patience() });
    const { keepuntil, sha256 } = metadata;
    if (!keepuntil || !sha256) throw refusal('a blob without a date is kept');
    return { keepuntil, sha256 };
  });
}

/** With versions on, as in Azure, a removed blob lives on in its versions. */
async function removeVersions(storage: Storage, name: string): Promise<void> {
  const container = await storage.container();
  for await (const blob of container.listBlobsFlat({ prefix: name, includeVersions: true })) {
    if (blob.name !== name || !blob.versionId) continue;
    const version = container.getBlobClient(name).withVersion(blob.versionId);
    await version.deleteIfExists({ abortSignal: patience() });
  }
}

/**
 * Connects to the blob service that `config` names; nothing is loaded or called before the first use. In Azure the container keeps
 * versions with immutability, and the policy comes with the very write; the emulator knows neither, so that the adapter's own
 * rule (a date in the metadata, conditional writes) holds in both.
 */
export function azureArchive(config: StorageConfig, clock: () => Date = () => new Date()): Archive {
  const storage = openStorage(config, 'archive');
  const isEmulated = isLoopback(config.blobEndpoint);
  const blobOf = async (name: string) => (await storage.container()).getBlockBlobClient(name);

  return {
    async put(name, bytes, { contentType, keepUntil }) {
      const checked = checkedName(name);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const facts: Facts = { keepuntil: keepUntil.toISOString(), sha256 };
      const policy = { expiriesOn: keepUntil, policyMode: 'Locked' as const };
      await calling(call('archive a blob'), async () => {
        const blob = await blobOf(checked);
        try {
          await blob.upload(Buffer.from(bytes), bytes.length, {
            conditions: { ifNoneMatch: '*' },
            metadata: facts,
            blobHTTPHeaders: { blobContentType: contentType },
            abortSignal: patience(),
            ...(isEmulated ? {} : { immutabilityPolicy: policy }),
          });
        } catch (error) {
          if (statusOf(error) !== 409 && statusOf(error) !== 412) throw error;
          if ((await factsOf(blob))?.sha256 !== sha256) throw refusal('what is archived is never overwritten');
        }
      });
    },

    async get(name) {
      const checked = checkedName(name);
      return calling(call('read an archived blob'), async () => {
        const blob = await blobOf(checked);
        const facts = await factsOf(blob);
        const bytes = facts && (await download(blob));
        return facts && bytes && { bytes, keepUntil: new Date(facts.keepuntil) };
      });
    },

    async *list(prefix) {
      const container = await storage.container();
      for await (const { name } of container.listBlobsFlat({ prefix })) yield name;
    },

    async remove(name) {
      const checked = checkedName(name);
      await calling(call('remove an archived blob'), async () => {
        const blob = await blobOf(checked);
        const facts = await factsOf(blob);
        if (facts && clock() < new Date(facts.keepuntil)) throw refusal('what is archived is kept until its date');
        if (facts) await blob.deleteIfExists({ deleteSnapshots: 'include', abortSignal: patience() });
        if (!isEmulated) await removeVersions(storage, checked);
      });
    },
  };
}
