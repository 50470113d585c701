// Blob triggers of the local Functions host, against Azurite with Microsoft's own blob client.
import { QueueServiceClient } from '@azure/storage-queue';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { platform } from '../support/platform.ts';
import { eventually, startSampleHost, type SampleHost } from './sample-host.ts';

let host: SampleHost;
beforeAll(async () => {
  host = await startSampleHost();
});
afterAll(() => host.stop());

const put = (name: string, text: string, to = host) =>
  to.arrivals.getBlockBlobClient(name).upload(text, Buffer.byteLength(text));
const arrived = async (text: string, from = host) => (await from.seen()).blobs.filter((one) => one.text === text);
const arrivedTimes = (text: string, count: number, from = host) =>
  eventually(
    () => arrived(text, from),
    (found) => found.length >= count,
  );

test('a blob is handed over once, with its bytes and the parts of its name; others are left alone', async () => {
  await put('invoices/not-meant.pdf', 'not meant');
  await put('invoices/şubat.txt', 'günaydın');
  expect(await arrivedTimes('günaydın', 1)).toEqual([{ text: 'günaydın', folder: 'invoices', name: 'şubat' }]);
  await put('invoices/later.txt', 'later');
  await arrivedTimes('later', 1);
  expect(await arrived('günaydın')).toHaveLength(1);
  expect(await arrived('not meant')).toEqual([]);
});

test('a new version of a blob is handed over again', async () => {
  await put('a/changed.txt', 'first version');
  await arrivedTimes('first version', 1);
  await put('a/changed.txt', 'second version');
  await arrivedTimes('second version', 1);
});

test('a blob whose function fails is tried again, and after five attempts set aside as Azure does', async () => {
  await put('a/twice.txt', 'fail 1');
  expect(await arrivedTimes('fail 1', 2)).toHaveLength(2);
  const poison = QueueServiceClient.fromConnectionString(platform().settings.AzureWebJobsStorage ?? '').getQueueClient(
    'webjobs-blobtrigger-poison',
  );
  await poison.createIfNotExists();
  await put('a/always.txt', 'fail 99');
  const { containerName } = host.arrivals;
  const aside = await eventually(
    async () => {
      const { peekedMessageItems } = await poison.peekMessages({ numberOfMessages: 32 });
      return peekedMessageItems
        .map(({ messageText }) => Buffer.from(messageText, 'base64').toString())
        .filter((text) => text.includes(containerName));
    },
    (found) => found.length > 0,
  );
  expect(aside).toHaveLength(1);
  expect(JSON.parse(aside[0] ?? '')).toMatchObject({
    Type: 'BlobTrigger',
    FunctionId: 'arrivals',
    BlobName: 'a/always.txt',
  });
  expect(await arrived('fail 99')).toHaveLength(5);
});

test('a restart does not set old blobs off again, and finds what came meanwhile', async () => {
  const first = await startSampleHost();
  await put('a/old.txt', 'old', first);
  await arrivedTimes('old', 1, first);
  const status: unknown = await (await fetch(`${first.url}/admin/status`)).json();
  expect(status).toMatchObject({
    triggers: expect.arrayContaining([expect.objectContaining({ name: 'arrivals', kind: 'blob' })]),
  });
  await first.stop();
  await put('a/meanwhile.txt', 'meanwhile', first);
  const second = await startSampleHost({ dataDir: first.dataDir, containerName: first.arrivals.containerName });
  await arrivedTimes('meanwhile', 1, second);
  expect(await arrived('old', second)).toEqual([]);
  await second.stop();
});
