// Queues in Azure Queue Storage, in the encoding that queue-triggered functions read: JSON in base64.
import type { QueueClient } from '@azure/storage-queue';
import { assertSafeAddress, isLoopback } from '../address.ts';
import { azureCredential } from '../azure/sign-in.ts';
import type { StorageConfig } from '../config.ts';
import { calling } from '../failures.ts';
import { once, oncePer } from '../once.ts';
import type { Queues } from './port.ts';

const timeoutMs = 15_000;
/** Nothing of anybody's outlives seven days here; what was not done by then, the outbox sends again. */
export const messageSeconds = 7 * 86_400;
/** A message must wake before it ends. */
const delaySecondsMax = 6 * 86_400;
/** 64 KB is the service's limit, and base64 makes four bytes of three. */
const messageBytesMax = 48 * 1024;

/** Connects to the queue service that `config` names; nothing is loaded or called before the first use. */
export function azureQueues(config: StorageConfig): Queues {
  assertSafeAddress('Queue storage', config.queueEndpoint, config.accountKey);
  const service = once(() => connectQueues(config));
  const queue = oncePer(async (name) => {
    const client = (await service()).getQueueClient(name);
    if (isLoopback(config.queueEndpoint)) await create(client);
    return client;
  });

  return {
    async send(name, message, { delaySeconds = 0 } = {}) {
      const text = encoded(message);
      if (!(delaySeconds >= 0 && delaySeconds <= delaySecondsMax)) throw new RangeError('A delay is 0 to 6 days.');
      await calling({ port: 'queues', what: `send to the queue ${name}`, isRepeatable: true }, async () => {
        await (
          await queue(name)
        ).sendMessage(text, {
          visibilityTimeout: Math.round(delaySeconds),
          messageTimeToLive: messageSeconds,
          abortSignal: AbortSignal.timeout(timeoutMs),
        });
      });
    },
  };
}

/** The SDK's own client; nothing is called yet. */
export async function connectQueues(config: StorageConfig) {
  const { QueueServiceClient, StorageSharedKeyCredential } = await import('@azure/storage-queue');
  const credential = config.accountKey
    ? new StorageSharedKeyCredential(config.accountName, config.accountKey)
    : await azureCredential();
  return new QueueServiceClient(config.queueEndpoint, credential, {
    retryOptions: { maxTries: 3, retryDelayInMs: 200, maxRetryDelayInMs: 2000 },
  });
}

/** In Azure the deployment makes the queues; the emulator has nobody who would. */
async function create(client: QueueClient): Promise<void> {
  await client.createIfNotExists({ abortSignal: AbortSignal.timeout(timeoutMs) });
}

function encoded(message: object): string {
  const bytes = Buffer.from(JSON.stringify(message));
  if (bytes.length > messageBytesMax) throw new RangeError('A message holds ids, not rows: it is larger than 48 KB.');
  return bytes.toString('base64');
}
