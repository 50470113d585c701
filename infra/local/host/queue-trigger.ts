// Storage queue triggers: takes batches, keeps messages hidden while they run, retries, and sets poison aside.
import { QueueServiceClient, type DequeuedMessageItem, type QueueClient } from '@azure/storage-queue';
import { connectionOf } from './connection.ts';
import type { TypedData } from './core-types.ts';
import { leaseSeconds, startPolling } from './queue-polling.ts';
import { expandSetting, type PeekedMessage, type RunningTrigger, type TriggerContext } from './trigger.ts';

function decode(text: string, encoding: 'base64' | 'none'): string | null {
  if (encoding === 'none') return text;
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes.toString('utf8') : null;
}

function metadataOf(message: DequeuedMessageItem, text: string): Record<string, TypedData> {
  const time = (at: Date | undefined): TypedData => ({ json: JSON.stringify(at ?? null) });
  return {
    QueueTrigger: { string: text },
    Id: { json: JSON.stringify(message.messageId) },
    PopReceipt: { json: JSON.stringify(message.popReceipt) },
    DequeueCount: { json: String(message.dequeueCount) },
    InsertionTime: time(message.insertedOn),
    ExpirationTime: time(message.expiresOn),
    NextVisibleTime: time(message.nextVisibleOn),
  };
}

/** Renews the hiding of one message until released; Azure gives a new receipt with each renewal. */
function holdMessage(queue: QueueClient, message: DequeuedMessageItem, onLost: (error: unknown) => void) {
  let popReceipt = message.popReceipt;
  let renewal = Promise.resolve();
  const timer = setInterval(() => {
    renewal = renewal
      .then(() => queue.updateMessage(message.messageId, popReceipt, undefined, leaseSeconds))
      .then((renewed) => {
        popReceipt = renewed.popReceipt ?? popReceipt;
      }, onLost);
  }, leaseSeconds * 500);
  return async (): Promise<string> => {
    clearInterval(timer);
    await renewal;
    return popReceipt;
  };
}

function createProcessor(context: TriggerContext, queue: QueueClient, poison: QueueClient) {
  const { one, core, invoke, host } = context;
  const { maxDequeueCount, messageEncoding, visibilityTimeoutMs } = host.queues;
  const fail = (what: string, error: unknown): void =>
    core.log('error', 'host', `${one.metadata.name}: ${what}: ${error instanceof Error ? error.stack : String(error)}`);

  async function setAside(message: DequeuedMessageItem, popReceipt: string): Promise<void> {
    await poison.createIfNotExists();
    await poison.sendMessage(message.messageText, { messageTimeToLive: -1 });
    await queue.deleteMessage(message.messageId, popReceipt);
    core.log('warning', 'host', `${one.metadata.name}: message ${message.messageId} went to ${poison.name}.`);
  }

  return async (message: DequeuedMessageItem): Promise<void> => {
    const text = decode(message.messageText, messageEncoding);
    // A count above the limit comes from a host that died each time while it ran this message.
    if (text === null || message.dequeueCount > maxDequeueCount) return setAside(message, message.popReceipt);
    const release = holdMessage(queue, message, (error) => fail('a message could not be kept hidden', error));
    try {
      const cause = `queue ${queue.name}, attempt ${message.dequeueCount}`;
      await invoke(one, { cause, data: { string: text }, triggerMetadata: metadataOf(message, text) });
      await queue.deleteMessage(message.messageId, await release());
    } catch (error) {
      fail(`attempt ${message.dequeueCount} failed`, error);
      const popReceipt = await release();
      if (message.dequeueCount >= maxDequeueCount) return setAside(message, popReceipt);
      await queue.updateMessage(message.messageId, popReceipt, undefined, Math.ceil(visibilityTimeoutMs / 1000));
    }
  };
}

async function depth(queue: QueueClient): Promise<number> {
  const properties = await queue.getProperties().catch(() => null);
  return properties?.approximateMessagesCount ?? 0;
}

async function peek(queue: QueueClient, encoding: 'base64' | 'none'): Promise<PeekedMessage[]> {
  const answer = await queue.peekMessages({ numberOfMessages: 32 }).catch(() => null);
  return (answer?.peekedMessageItems ?? []).map((message) => ({
    id: message.messageId,
    text: decode(message.messageText, encoding) ?? message.messageText,
    insertedAt: message.insertedOn?.toISOString() ?? null,
    dequeueCount: message.dequeueCount,
  }));
}

export async function startQueueTrigger(context: TriggerContext): Promise<RunningTrigger> {
  const { one, binding, host, core } = context;
  const service = QueueServiceClient.fromConnectionString(connectionOf(binding.connection));
  const queueName = expandSetting(binding.queueName ?? '');
  const queue = service.getQueueClient(queueName);
  const poison = service.getQueueClient(`${queueName}-poison`);
  // In Azure the deployment creates the queues; here the host stands in for it.
  await queue.createIfNotExists();
  const stop = startPolling({ ...host.queues, queue, log: core.log, process: createProcessor(context, queue, poison) });
  return {
    functionName: one.metadata.name,
    kind: 'queue',
    describe: async () => {
      const [active, dead] = await Promise.all([depth(queue), depth(poison)]);
      return { kind: 'queue', queueName, active, poison: dead };
    },
    peek: (which) => peek(which === 'poison' ? poison : queue, host.queues.messageEncoding),
    stop,
  };
}
