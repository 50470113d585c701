// Polls a storage queue as Azure does: batches, a threshold for the next one, and longer and longer pauses while it is empty.
import type { DequeuedMessageItem, QueueClient } from '@azure/storage-queue';
import type { LogSink } from './core-api.ts';

// Azure hides a running message for ten minutes at a time. Shorter here, so that a killed host's work is soon taken up.
export const leaseSeconds = 60;
const pollingFirstMs = 100;

export type PollingOptions = {
  queue: QueueClient;
  batchSize: number;
  newBatchThreshold: number;
  maxPollingIntervalMs: number;
  log: LogSink;
  process(message: DequeuedMessageItem): Promise<void>;
};

/** Starts at once. Answers how to stop; messages that already run are not touched by that. */
export function startPolling(options: PollingOptions): () => void {
  const { queue, batchSize, newBatchThreshold, maxPollingIntervalMs, log, process } = options;
  let running = 0;
  let isPolling = false;
  let isStopped = false;
  let delayMs = pollingFirstMs;
  let timeout: NodeJS.Timeout | undefined;

  const schedule = (ms: number): void => {
    clearTimeout(timeout);
    if (!isStopped) timeout = setTimeout(() => void poll(), ms);
  };

  const start = async (message: DequeuedMessageItem): Promise<void> => {
    running += 1;
    try {
      await process(message);
    } catch (error) {
      log('error', 'host', `${queue.name}: ${error instanceof Error ? error.stack : String(error)}`);
    }
    running -= 1;
    if (running === newBatchThreshold) schedule(0);
  };

  const receive = async (): Promise<DequeuedMessageItem[]> => {
    const answer = await queue.receiveMessages({ numberOfMessages: batchSize, visibilityTimeout: leaseSeconds });
    return answer.receivedMessageItems;
  };

  async function poll(): Promise<void> {
    if (isPolling || running > newBatchThreshold) return;
    isPolling = true;
    try {
      const messages = await receive();
      delayMs = messages.length > 0 ? pollingFirstMs : Math.min(delayMs * 2, maxPollingIntervalMs);
      for (const message of messages) void start(message);
      schedule(messages.length > 0 ? 0 : delayMs);
    } catch (error) {
      log('error', 'host', `${queue.name}: ${error instanceof Error ? error.message : String(error)}`);
      delayMs = Math.min(delayMs * 2, maxPollingIntervalMs);
      schedule(delayMs);
    }
    isPolling = false;
  }

  schedule(0);
  return () => {
    isStopped = true;
    clearTimeout(timeout);
  };
}
