// The rule of the write-once archive, kept by our adapter over Azurite and by the memory of the tests alike.
import { describe, expect, test } from 'vitest';
import { azureArchive } from '../../functions/integrations/blobs/archive.ts';
import type { Archive } from '../../functions/integrations/blobs/port.ts';
import { PortError } from '../../functions/integrations/port-error.ts';
import { newId } from '../../shared/ids.ts';
import { memoryArchive } from '../support/archive.ts';
import { storageConfig } from './storage-config.ts';

const keepUntil = new Date('2036-12-31T21:00:00Z');
const early = new Date('2026-11-26T00:00:00Z');
let now = early;
const adapters: [string, () => Archive][] = [
  ['Azurite', () => azureArchive(storageConfig(), () => now)],
  ['memory', () => memoryArchive(new Map(), () => now)],
];
const options = { contentType: 'text/plain', keepUntil };
const bytes = Buffer.from('belge');

describe.each(adapters)('the archive in %s', (_, open) => {
  const archive = open();
  const refused = (work: Promise<unknown>) =>
    expect(
      work.then(
        () => 'done',
        (error: unknown) => error instanceof PortError && error.kind,
      ),
    ).resolves.toBe('refused');

  test('is written once: the same bytes again are no error, other ones are refused', async () => {
    const name = `2037/${newId()}/a.txt`;
    await archive.put(name, bytes, options);
    await archive.put(name, bytes, options);
    await refused(archive.put(name, Buffer.from('başka'), options));
    const found = await archive.get(name);
    expect(found && Buffer.from(found.bytes).equals(bytes)).toBe(true);
    expect(found?.keepUntil).toEqual(keepUntil);
  });

  test('lets nothing go a second before its date, and all of it at its date', async () => {
    now = early;
    const name = `2037/${newId()}/b.txt`;
    await archive.put(name, bytes, options);
    await refused(archive.remove(name));
    now = new Date(keepUntil.getTime() - 1000);
    await refused(archive.remove(name));
    expect(await archive.get(name)).not.toBeNull();
    now = keepUntil;
    await archive.remove(name);
    expect(await archive.get(name)).toBeNull();
    await archive.remove(name);
  });

  test('lists by the beginning of names; what is missing reads as null', async () => {
    const id = newId();
    await archive.put(`2038/${id}/b`, bytes, options);
    await archive.put(`2038/${id}/a`, bytes, options);
    const names: string[] = [];
    for await (const name of archive.list(`2038/${id}/`)) names.push(name);
    expect(names).toEqual([`2038/${id}/a`, `2038/${id}/b`]);
    expect(await archive.get(`2038/${newId()}/a`)).toBeNull();
  });
});
