// Uploads against the real store: what a browser put is read piece by piece, from beginning to end or given up halfway.
import { expect, test } from 'vitest';
import { azureUploads } from '../../functions/integrations/blobs/uploads.ts';
import { newId } from '../../shared/ids.ts';
import { storageConfig } from './storage-config.ts';

test('an upload is opened again and again, read to its end or only begun', async () => {
  const uploads = azureUploads(storageConfig());
  const key = `${newId()}/imports/${newId()}`;
  expect(await uploads.open(key)).toBeNull();
  const bytes = Buffer.alloc(3 * 1024 * 1024, 'satır;sütun\n');
  const answer = await fetch(await uploads.link(key, 5), {
    method: 'PUT',
    headers: { 'x-ms-blob-type': 'BlockBlob' },
    body: bytes,
  });
  expect(answer.status).toBe(201);
  for (let turn = 0; turn < 2; turn += 1) {
    const begun = await uploads.open(key);
    for await (const piece of begun?.bytes ?? []) {
      expect(Buffer.from(piece).length).toBeGreaterThan(0);
      break;
    }
    const opened = await uploads.open(key);
    const pieces: Buffer[] = [];
    for await (const piece of opened?.bytes ?? []) pieces.push(Buffer.from(piece));
    expect([opened?.sizeBytes, Buffer.concat(pieces).equals(bytes)]).toEqual([bytes.length, true]);
  }
  await uploads.remove(key);
  expect(await uploads.open(key)).toBeNull();
});
