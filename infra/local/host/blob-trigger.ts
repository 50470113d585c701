// Blob triggers: looks through a container, hands each new version of a blob over once, retries, and sets poison aside as Azure does.
import { setTimeout as sleep } from 'node:timers/promises';
import { BlobServiceClient, type BlobItem, type ContainerClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import { blobPath, type BlobPath } from './blob-path.ts';
import { blobReceipts, type BlobReceipts } from './blob-receipts.ts';
import { connectionOf } from './connection.ts';
import type { TypedData } from './core-types.ts';
import { expandSetting, type RunningTrigger, type TriggerContext } from './trigger.ts';

// Azure's own names and number: its blob triggers retry through a queue, and give up after five attempts.
const poisonQueueName = 'webjobs-blobtrigger-poison';
const attemptsMax = 5;
const pollingMs = 1000;
const parallelMax = 4;

type Found = { name: string; etag: string; params: Record<string, string>; item: BlobItem };

function metadataOf(container: ContainerClient, { name, params, item }: Found): Record<string, TypedData> {
  const { contentType, contentLength, etag, lastModified } = item.properties;
  return {
    BlobTrigger: { string: `${container.containerName}/${name}` },
    Uri: { json: JSON.stringify(container.getBlobClient(name).url) },
    Properties: {
      json: JSON.stringify({ ContentType: contentType, ContentLength: contentLength, ETag: etag, lastModified }),
    },
    ...Object.fromEntries(Object.entries(params).map(([key, value]) => [key, { string: value }])),
  };
}

/** New versions of matching blobs; forgets the receipts of those that are gone. */
async function findNew(container: ContainerClient, path: BlobPath, receipts: BlobReceipts): Promise<Found[]> {
  const found: Found[] = [];
  const names = new Set<string>();
  for await (const item of container.listBlobsFlat({ prefix: path.prefix })) {
    const params = path.match(item.name);
    if (!params) continue;
    names.add(item.name);
    const { etag } = item.properties;
    if (!receipts.has(item.name, etag)) found.push({ name: item.name, etag, params, item });
  }
  receipts.keepOnly(names);
  return found;
}

function createProcessor(context: TriggerContext, container: ContainerClient, receipts: BlobReceipts) {
  const { one, core, invoke, host } = context;
  const queues = QueueServiceClient.fromConnectionString(connectionOf(context.binding.connection));

  async function setAside({ name, etag }: Found): Promise<void> {
    const poison = queues.getQueueClient(poisonQueueName);
    await poison.createIfNotExists();
    const { containerName } = container;
    const message = {
      Type: 'BlobTrigger',
      FunctionId: one.metadata.name,
      ContainerName: containerName,
      BlobName: name,
      ETag: etag,
    };
    await poison.sendMessage(Buffer.from(JSON.stringify(message)).toString('base64'), { messageTimeToLive: -1 });
    core.log('warning', 'host', `${one.metadata.name}: blob ${name} went to ${poisonQueueName}.`);
  }

  return async (found: Found, isStopped: () => boolean): Promise<void> => {
    for (let attempt = 1; attempt <= attemptsMax && !isStopped(); attempt += 1) {
      try {
        const bytes = await container.getBlobClient(found.name).downloadToBuffer();
        const cause = `blob ${container.containerName}/${found.name}, attempt ${attempt}`;
        await invoke(one, { cause, data: { bytes }, triggerMetadata: metadataOf(container, found) });
        return receipts.add(found.name, found.etag);
      } catch (error) {
        if (isMissing(error)) return;
        core.log('error', 'host', `${one.metadata.name}: ${error instanceof Error ? error.stack : String(error)}`);
        if (attempt < attemptsMax) await sleep(host.queues.visibilityTimeoutMs);
        else {
          await setAside(found);
          receipts.add(found.name, found.etag);
        }
      }
    }
  };
}

/** Removed since it was listed: there is nothing left to do. */
const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'statusCode' in error && error.statusCode === 404 && 'details' in error;

type Round = { container: ContainerClient; path: BlobPath; receipts: BlobReceipts };

function startPolling({ container, path, receipts }: Round, context: TriggerContext) {
  const process = createProcessor(context, container, receipts);
  const running = new Set<string>();
  const state = { isStopped: false, waiting: 0 };
  const start = (found: Found): void => {
    running.add(found.name);
    void process(found, () => state.isStopped).finally(() => running.delete(found.name));
  };

  async function poll(): Promise<void> {
    try {
      const fresh = (await findNew(container, path, receipts)).filter(({ name }) => !running.has(name));
      state.waiting = fresh.length;
      for (const found of fresh.slice(0, parallelMax - running.size)) start(found);
    } catch (error) {
      context.core.log(
        'error',
        'host',
        `${container.containerName}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    if (!state.isStopped) timeout = setTimeout(() => void poll(), pollingMs);
  }

  let timeout = setTimeout(() => void poll(), 0);
  return {
    waiting: () => state.waiting,
    stop: () => {
      state.isStopped = true;
      clearTimeout(timeout);
    },
  };
}

/** Serves `path: 'container/{name}'`. Locally always by looking through the container, whatever `source` says for Azure. */
export async function startBlobTrigger(context: TriggerContext): Promise<RunningTrigger> {
  const { one, binding, stateDir } = context;
  const path = blobPath(expandSetting(binding.path ?? ''));
  const connection = connectionOf(binding.connection);
  const container = BlobServiceClient.fromConnectionString(connection).getContainerClient(path.containerName);
  // In Azure the deployment creates the containers; here the host stands in for it.
  await container.createIfNotExists();
  const polling = startPolling({ container, path, receipts: blobReceipts(stateDir, one.metadata.name) }, context);
  return {
    functionName: one.metadata.name,
    kind: 'blob',
    describe: async () => ({ kind: 'blob', path: path.text, waiting: polling.waiting() }),
    stop: polling.stop,
  };
}
