// The contract of the Queues port, kept by its adapter on Azurite.
import { QueueServiceClient, StorageSharedKeyCredential } from '@azure/storage-queue';
import { expect, test } from 'vitest';
import { azureQueues } from '../../functions/integrations/queues/azure.ts';
import { poisonQueues } from '../../functions/integrations/queues/dead-letters.ts';
import type { DeadLetter } from '../../functions/integrations/queues/port.ts';
import { newId } from '../../shared/ids.ts';
import { storageConfig } from './storage-config.ts';

function newQueue() {
  const config = storageConfig();
  const name = `contract-${newId()}`;
  const credential = new StorageSharedKeyCredential(config.accountName, config.accountKey ?? '');
  const service = new QueueServiceClient(config.queueEndpoint, credential);
  const client = service.getQueueClient(name);
  return { name, client, service, queues: azureQueues(config) };
}

test('a message is queued as base64 JSON, the way queue-triggered functions read it', async () => {
  const { name, client, queues } = newQueue();
  await queues.send(name, { invoiceId: 'i1', note: 'ğüşıöç ₺' });
  const { receivedMessageItems } = await client.receiveMessages();
  const texts = receivedMessageItems.map(({ messageText }) => Buffer.from(messageText, 'base64').toString());
  expect(texts.map((text) => JSON.parse(text))).toEqual([{ invoiceId: 'i1', note: 'ğüşıöç ₺' }]);
});

test('twenty messages sent at once to a queue that is not there yet all arrive', async () => {
  const { name, client, queues } = newQueue();
  await Promise.all(Array.from({ length: 20 }, (_item, n) => queues.send(name, { n })));
  expect((await client.getProperties()).approximateMessagesCount).toBe(20);
});

test('a delayed message is there but not yet to be had, and every message ends after seven days', async () => {
  const { name, client, queues } = newQueue();
  await queues.send(name, { n: 1 }, { delaySeconds: 518_400 });
  expect((await client.receiveMessages()).receivedMessageItems).toEqual([]);
  expect((await client.getProperties()).approximateMessagesCount).toBe(1);
  await queues.send(name, { n: 2 });
  const [message] = (await client.receiveMessages()).receivedMessageItems;
  const livesMs = Number(message?.expiresOn) - Number(message?.insertedOn);
  expect(livesMs).toBe(7 * 86_400_000);
});

test('rows instead of ids, and a delay of more than six days, are refused', async () => {
  const { name, queues } = newQueue();
  await expect(queues.send(name, { text: 'x'.repeat(49_152) })).rejects.toThrow(RangeError);
  for (const delaySeconds of [-1, 518_401, Number.NaN]) {
    await expect(queues.send(name, {}, { delaySeconds })).rejects.toThrow(RangeError);
  }
});

test('a service that is not there is unreachable, and the next call tries again', async () => {
  const away = azureQueues({ ...storageConfig(), queueEndpoint: 'http://127.0.0.1:9/devstoreaccount1' });
  for (let attempt = 0; attempt < 2; attempt++) {
    await expect(away.send('any', {})).rejects.toMatchObject({ port: 'queues', kind: 'unreachable', retryable: true });
  }
});

test('what the host has set aside is taken once, whatever it is, and goes back as it was', async () => {
  const { name, client, service, queues } = newQueue();
  await queues.send(`${name}-poison`, { id: 'm1', note: 'ğüş' });
  const poison = service.getQueueClient(`${name}-poison`);
  await poison.sendMessage('no base64 !');
  for (let n = 0; n < 40; n += 1) await queues.send(`${name}-poison`, { n });
  const letters = poisonQueues(storageConfig(), name);
  const kept: DeadLetter[] = [];
  await expect(letters.take(() => Promise.reject(new Error('no database')))).rejects.toThrow();
  // The batch that was not kept stays hidden for a while, and is not lost.
  expect((await poison.getProperties()).approximateMessagesCount).toBe(42);
  expect(await letters.take(async (batch) => void kept.push(...batch))).toBe(10);
  expect(kept.every(({ queue }) => queue === name)).toBe(true);
  await letters.putBack({ queue: name, text: '{"id":"m1","note":"ğüş"}' }).catch(() => undefined);
  await queues.send(name, {});
  await letters.putBack({ queue: name, text: 'no base64 !' });
  const texts = (await client.receiveMessages({ numberOfMessages: 10 })).receivedMessageItems.map(({ messageText }) =>
    Buffer.from(messageText, 'base64').toString(),
  );
  expect(texts).toContain('no base64 !');
});
