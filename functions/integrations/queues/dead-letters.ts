// Poison queues of Azure Queue Storage: the host makes `<queue>-poison` beside each queue whose messages it has given up.
import type { QueueClient, QueueServiceClient } from '@azure/storage-queue';
import type { StorageConfig } from '../config.ts';
import { calling } from '../failures.ts';
import { once } from '../once.ts';
import { connectQueues, messageSeconds } from './azure.ts';
import type { DeadLetter, DeadLetters } from './port.ts';

const suffix = '-poison';
const batchMax = 32;
/** So long a batch is hidden while it is kept. */
const hiddenSeconds = 120;
const timeoutMs = 15_000;
/** One call ends in bounded time; the next goes on. */
const batchesMax = 1000;

/** Nothing is loaded or called before the first use. `prefix` narrows the queues by their names. */
export function poisonQueues(config: StorageConfig, prefix?: string): DeadLetters {
  const service = once(() => connectQueues(config));
  return {
    take: (keep) =>
      calling({ port: 'queues', what: 'take what was set aside', isRepeatable: true }, async () =>
        takeAll(await service(), prefix, keep),
      ),
    putBack: ({ queue, text }) =>
      calling({ port: 'queues', what: `put back into ${queue}`, isRepeatable: true }, async () => {
        const client = (await service()).getQueueClient(queue);
        await client.sendMessage(Buffer.from(text).toString('base64'), {
          messageTimeToLive: messageSeconds,
          abortSignal: AbortSignal.timeout(timeoutMs),
        });
      }),
  };
}

async function takeAll(
  service: QueueServiceClient,
  prefix: string | undefined,
  keep: (letters: DeadLetter[]) => Promise<void>,
): Promise<number> {
  let taken = 0;
  for await (const { name } of service.listQueues(prefix ? { prefix } : {})) {
    if (!name.endsWith(suffix)) continue;
    for (let batch = 0; batch < batchesMax; batch += 1) {
      const count = await takeBatch(service.getQueueClient(name), name.slice(0, -suffix.length), keep);
      taken += count;
      if (count === 0) break;
    }
  }
  return taken;
}

async function takeBatch(
  client: QueueClient,
  queue: string,
  keep: (letters: DeadLetter[]) => Promise<void>,
): Promise<number> {
  const answer = await client.receiveMessages({
    numberOfMessages: batchMax,
    visibilityTimeout: hiddenSeconds,
    abortSignal: AbortSignal.timeout(timeoutMs),
  });
  const messages = answer.receivedMessageItems;
  if (messages.length === 0) return 0;
  await keep(messages.map(({ messageText }) => ({ queue, text: decoded(messageText) })));
  await Promise.all(messages.map(({ messageId, popReceipt }) => client.deleteMessage(messageId, popReceipt)));
  return messages.length;
}

/** What is no base64 stays as it is: it is set aside just because nobody could read it. PostgreSQL keeps no zero bytes. */
function decoded(text: string): string {
  const bytes = Buffer.from(text, 'base64');
  return (bytes.toString('base64') === text ? bytes.toString('utf8') : text).replaceAll('\0', '');
}
