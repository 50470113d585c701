// Log lines that Azure's diagnostic export writes as blobs: a container for each category, made by Azure with the first line of it.
import type { StorageConfig } from '../config.ts';
import { calling, statusOf, unlessMissing, type Call } from '../failures.ts';
import { once } from '../once.ts';
import type { LogBlob, ServerLogs } from './port.ts';
import { connect, patience } from './storage.ts';

/** Azure names the container of a category so, in small letters: `insights-logs-functionapplogs`, `insights-logs-auditlogs`. */
const containerPrefix = 'insights-logs-';

const call = (what: string): Call => ({ port: 'blobs', what, isRepeatable: true });

/** Connects to the blob service that `config` names; nothing is loaded or called before the first use. */
export function azureServerLogs(config: StorageConfig): ServerLogs {
  const service = once(() => connect(config));

  async function* blobsOf(category: string): AsyncGenerator<LogBlob> {
    const container = (await service()).getContainerClient(containerPrefix + category);
    try {
      for await (const { name, properties } of container.listBlobsFlat())
        yield { category, name, modifiedAt: properties.lastModified };
    } catch (error) {
      // Somebody has switched the export off and taken its container away meanwhile.
      if (statusOf(error) !== 404) throw error;
    }
  }

  return {
    async *list() {
      const containers = (await service()).listContainers({ prefix: containerPrefix });
      for await (const { name } of containers) yield* blobsOf(name.slice(containerPrefix.length));
    },

    async remove({ category, name }) {
      await calling(call('remove a log blob'), async () => {
        const blob = (await service()).getContainerClient(containerPrefix + category).getBlobClient(name);
        await unlessMissing(() => blob.delete({ deleteSnapshots: 'include', abortSignal: patience() }));
      });
    },
  };
}
