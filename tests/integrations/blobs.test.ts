// The contract of the Blobs port, kept by its adapter on Azurite.
import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { azureBlobs } from '../../functions/integrations/blobs/azure.ts';
import type { Blobs } from '../../functions/integrations/blobs/port.ts';
import { newId } from '../../shared/ids.ts';
import { storageConfig } from './storage-config.ts';

const tenantId = newId();
const pdf = { contentType: 'application/pdf' };
const view = { fileName: 'Fatura.pdf', contentType: 'application/pdf', minutes: 5, disposition: 'inline' } as const;
let blobs: Blobs;

beforeAll(() => {
  blobs = azureBlobs(storageConfig());
});

function newKey(): string {
  return `${tenantId}/invoices/${newId()}.pdf`;
}

describe('bytes', () => {
  test('what was put is got, byte for byte, also empty and large', async () => {
    for (const size of [0, 1, 5_000_000]) {
      const key = newKey();
      const bytes = randomBytes(size);
      await blobs.put(key, bytes, pdf);
      expect(Buffer.from((await blobs.get(key)) ?? 'missing').equals(bytes)).toBe(true);
    }
  });

  test('putting twice is the same as once, and the last bytes stay', async () => {
    const key = newKey();
    await Promise.all([1, 2, 3].map(() => blobs.put(key, Buffer.from('same'), pdf)));
    await blobs.put(key, Buffer.from('other'), pdf);
    expect(String(Buffer.from((await blobs.get(key)) ?? ''))).toBe('other');
  });

  test('a missing key is null, and removing it is no error', async () => {
    const key = newKey();
    expect(await blobs.get(key)).toBeNull();
    await blobs.remove(key);
    await blobs.put(key, Buffer.from('x'), pdf);
    await blobs.remove(key);
    await blobs.remove(key);
    expect(await blobs.get(key)).toBeNull();
  });

  test.each(['invoices/1.pdf', '/x', `${tenantId}`, `${tenantId}/../x`, `${tenantId}/a b`, `${tenantId}//x`, ''])(
    'a key that is not a tenant and plain names is refused: %j',
    async (key) => {
      await expect(blobs.put(key, Buffer.from('x'), pdf)).rejects.toThrow(RangeError);
      await expect(blobs.get(key)).rejects.toThrow(RangeError);
      await expect(blobs.link(key, view)).rejects.toThrow(RangeError);
    },
  );
});

describe('links', () => {
  test('a link reads the one key, with the file name and type it was made for', async () => {
    const key = newKey();
    await blobs.put(key, Buffer.from('%PDF'), { contentType: 'application/octet-stream' });
    const fileName = 'Fatura "Ğİ" 2026/1.pdf';
    const response = await fetch(await blobs.link(key, { ...view, fileName, disposition: 'attachment' }));
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('%PDF');
    expect(response.headers.get('content-type')).toBe('application/pdf');
    const disposition = response.headers.get('content-disposition') ?? '';
    expect(disposition).toMatch(/^attachment; filename="[^"]*"; filename\*=UTF-8''/);
    expect(decodeURIComponent(disposition.split("UTF-8''")[1] ?? '')).toBe(fileName);
  });

  test('what a link reads stays in no cache of others, and a download in none', async () => {
    const key = newKey();
    await blobs.put(key, Buffer.from('x'), { contentType: 'application/pdf' });
    const cachingOf = async (disposition: 'inline' | 'attachment') =>
      (await fetch(await blobs.link(key, { ...view, disposition }))).headers.get('cache-control');
    expect(await cachingOf('attachment')).toBe('private, no-store');
    expect(await cachingOf('inline')).toBe('private, max-age=300');
  });

  test('a link can neither write nor delete, nor read another key', async () => {
    const [key, other] = [newKey(), newKey()];
    for (const each of [key, other]) await blobs.put(each, Buffer.from('kept'), pdf);
    const link = await blobs.link(key, view);
    const headers = { 'x-ms-blob-type': 'BlockBlob' };
    expect((await fetch(link, { method: 'PUT', body: 'changed', headers })).status).toBe(403);
    expect((await fetch(link, { method: 'DELETE' })).status).toBe(403);
    expect((await fetch(link.replace(key, other))).status).toBe(403);
    expect((await fetch(link.split('?')[0] ?? '')).status).not.toBe(200);
    expect(String(Buffer.from((await blobs.get(key)) ?? ''))).toBe('kept');
  });

  test('a link names the minute it ends, and none lives longer than an hour', async () => {
    const link = new URL(await blobs.link(newKey(), view));
    const endsInMs = Date.parse(link.searchParams.get('se') ?? '') - Date.now();
    expect(endsInMs).toBeGreaterThan(4 * 60_000);
    expect(endsInMs).toBeLessThanOrEqual(5 * 60_000);
    expect(link.searchParams.get('sp')).toBe('r');
    for (const minutes of [0, 61, Number.NaN]) {
      await expect(blobs.link(newKey(), { ...view, minutes })).rejects.toThrow(RangeError);
    }
  });
});

describe('failures', () => {
  test('a service that is not there is unreachable: nothing happened and trying again can help', async () => {
    const away = azureBlobs({ ...storageConfig(), blobEndpoint: 'http://127.0.0.1:9/devstoreaccount1' });
    await expect(away.put(newKey(), Buffer.from('x'), pdf)).rejects.toMatchObject({
      name: 'PortError',
      port: 'blobs',
      kind: 'unreachable',
      outcome: 'failed',
      retryable: true,
    });
  });

  test('a wrong key is refused, and trying again cannot help', async () => {
    const wrong = azureBlobs({ ...storageConfig(), accountKey: Buffer.from('wrong').toString('base64') });
    await expect(wrong.get(newKey())).rejects.toMatchObject({ kind: 'refused', outcome: 'failed', retryable: false });
  });
});
