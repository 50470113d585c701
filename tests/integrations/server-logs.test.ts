// What Azure's diagnostic export left is found in every container of its own and in no other; the emulator plays Azure.
import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { expect, test } from 'vitest';
import { azureServerLogs } from '../../functions/integrations/blobs/server-logs.ts';
import type { LogBlob } from '../../functions/integrations/blobs/port.ts';
import { newId } from '../../shared/ids.ts';
import { storageConfig } from './storage-config.ts';

const config = storageConfig();
const service = new BlobServiceClient(
  config.blobEndpoint,
  new StorageSharedKeyCredential(config.accountName, config.accountKey ?? ''),
);
const run = newId();
const hour = `resourceId=/SUBSCRIPTIONS/${run}/PROVIDERS/MICROSOFT.WEB/SITES/X/y=2026/m=10/d=27/h=03/m=00/PT1H.json`;

/** As the export does it: the container with its first line, lines appended. */
async function exported(container: string, name = hour): Promise<void> {
  const client = service.getContainerClient(container);
  await client.createIfNotExists();
  const blob = client.getAppendBlobClient(name);
  await blob.create();
  await blob.appendBlock('{}\n', 3);
}

const found = async (): Promise<LogBlob[]> => {
  const blobs: LogBlob[] = [];
  for await (const blob of azureServerLogs(config).list()) if (blob.name.includes(run)) blobs.push(blob);
  return blobs;
};

test('every category is listed, nothing else is, and what is removed is gone; twice is once', async () => {
  expect(await found()).toEqual([]);
  const category = `t-${run}`;
  for (const container of [`insights-logs-${category}a`, `insights-logs-${category}b`, `insights-metrics-${run}`])
    await exported(container);
  const blobs = await found();
  expect(blobs.map((blob) => [blob.category, blob.name])).toEqual([
    [`${category}a`, hour],
    [`${category}b`, hour],
  ]);
  const [first] = blobs;
  if (!first) throw new Error('nothing was found');
  expect(Math.abs(first.modifiedAt.getTime() - Date.now())).toBeLessThan(60_000);
  const logs = azureServerLogs(config);
  for (let round = 0; round < 2; round += 1) await logs.remove(first);
  expect((await found()).map((blob) => blob.category)).toEqual([`${category}b`]);
});

test('a category whose container went away meanwhile is empty, and removing from it is no error', async () => {
  await azureServerLogs(config).remove({ category: `gone-${run}`, name: hour, modifiedAt: new Date() });
});
