// The contract of whole containers, kept by Azurite and by the memory of the tests alike.
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { azureBlobs } from '../../functions/integrations/blobs/azure.ts';
import { azureContainers } from '../../functions/integrations/blobs/containers.ts';
import type { Blobs, Containers } from '../../functions/integrations/blobs/port.ts';
import { newId } from '../../shared/ids.ts';
import { memoryPorts } from '../support/ports.ts';
import { storageConfig } from './storage-config.ts';

const memory = memoryPorts();
type Kept = { blobs: Blobs; containers: Containers };
const adapters: [string, () => Kept][] = [
  ['Azurite', () => ({ blobs: azureBlobs(storageConfig()), containers: azureContainers(storageConfig()) })],
  ['memory', () => memory],
];

describe.each(adapters)('containers in %s', (_, open) => {
  const { blobs, containers } = open();
  const folder = newId();
  const nameOf = (name: string) => `${folder}/${name}`;
  const write = (name: string, bytes: Uint8Array) =>
    containers('backups').write(nameOf(name), Readable.from([Buffer.from(bytes)]), 'application/zstd');

  test('a stream comes back byte for byte, also empty and in several blocks', async () => {
    for (const size of [0, 1, 9_000_000]) {
      const bytes = randomBytes(size);
      await write(`of-${size}`, bytes);
      const read = await containers('backups').read(nameOf(`of-${size}`));
      expect(read && (await buffer(read)).equals(bytes)).toBe(true);
    }
  });

  test('what breaks off is never seen', async () => {
    const broken = Readable.from(
      (function* () {
        yield Buffer.alloc(5_000_000);
        throw new Error('the source broke');
      })(),
    );
    await expect(containers('backups').write(nameOf('broken'), broken, 'application/zstd')).rejects.toThrow();
    expect(await containers('backups').read(nameOf('broken'))).toBeNull();
  });

  test('a list is in the order of names, which is that of their signs', async () => {
    for (const name of ['list/b', 'list/a.pdf', 'list/a-1.pdf', 'list/a', 'list/B', 'list/a_1'])
      await write(name, Buffer.from('x'));
    const names: string[] = [];
    for await (const { name, sizeBytes } of containers('backups').list(nameOf('list/'))) {
      expect(sizeBytes).toBe(1);
      names.push(name.slice(folder.length + 6));
    }
    expect(names).toEqual(['B', 'a', 'a-1.pdf', 'a.pdf', 'a_1', 'b']);
  });

  test('a missing blob reads as null, removing it is no error', async () => {
    expect(await containers('backups').read(nameOf('missing'))).toBeNull();
    await containers('backups').remove(nameOf('missing'));
  });

  test('a file is copied by the store itself, and one that is gone is told of', async () => {
    const key = `${newId()}/invoices/1.pdf`;
    await blobs.put(key, Buffer.from('pdf'), { contentType: 'application/pdf' });
    expect(await containers('backup-files').copyFrom('files', key, `${key}!0x1`)).toBe(true);
    const copy = await containers('backup-files').read(`${key}!0x1`);
    expect(copy && String(await buffer(copy))).toBe('pdf');
    expect(await containers('backup-files').copyFrom('files', `${newId()}/x.pdf`, `${key}!0x2`)).toBe(false);
  });

  test.each(['', '/x', '../x', 'a b', 'a//b'])('a strange name is refused: %j', async (name) => {
    await expect(containers('backups').read(name)).rejects.toThrow(RangeError);
  });
});

test('a link reads this one blob, as a file with its name, and no other', async () => {
  const container = azureContainers(storageConfig())('exports');
  const [one, other] = [`${newId()}/1.zip`, `${newId()}/2.zip`];
  for (const name of [one, other]) await container.write(name, Readable.from([Buffer.from(name)]), 'application/zip');
  const options = {
    fileName: 'işletme.zip',
    contentType: 'application/zip',
    minutes: 15,
    disposition: 'attachment' as const,
  };
  const url = await container.link(one, options);
  const answer = await fetch(url);
  expect([answer.status, await answer.text()]).toEqual([200, one]);
  expect(answer.headers.get('content-disposition')).toContain("filename*=UTF-8''i%C5%9Fletme.zip");
  expect((await fetch(url.replace(one, other))).status).toBe(403);
  expect((await fetch(url, { method: 'DELETE' })).status).toBe(403);
  await expect(container.link(one, { ...options, minutes: 61 })).rejects.toThrow(RangeError);
});
