// An export whose files are not those that it says, or that is none, is refused as a whole.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { makeWorld, type World } from '../support/billing-world.ts';
import { forged, refusing, zipOf } from '../support/forged-export.ts';
import { richBusiness } from '../support/rich-business.ts';
import { exportOf, type Export, type Row } from '../support/tenant-import.ts';

let world: World;
let original: Export;
let refusalOf: (zip: Buffer) => Promise<{ key: string; detail: Row }>;

beforeAll(async () => {
  world = await makeWorld();
  const rich = await richBusiness(world);
  original = await exportOf(world, rich.tenantId);
  refusalOf = await refusing(world, rich.tenantId);
});
afterAll(() => world.close());

test('a print that is missing', async () => {
  const zip = await forged(original, (entries) => {
    for (const path of entries.keys()) if (path.startsWith('files/invoices/')) return void entries.delete(path);
  });
  expect(await refusalOf(zip)).toMatchObject({ key: 'books', detail: { table: 'invoices', rule: 'printThere' } });
});

test('a line that hides another business’s file behind an escape, and one that is no JSON', async () => {
  const line = (change: (text: string) => string) =>
    forged(original, (entries) => {
      const text = entries.get('tables/tags.jsonl')?.toString() ?? '';
      entries.set('tables/tags.jsonl', Buffer.from(change(text)));
    });
  const hidden = await line((text) => text.replace('Önemli', `\\u0030${newId().slice(1)}/x`));
  expect(await refusalOf(hidden)).toMatchObject({ key: 'foreignFile', detail: { table: 'tags', line: 1 } });
  expect(await refusalOf(await line((text) => text.replace('{', '')))).toMatchObject({
    key: 'row',
    detail: { line: 1 },
  });
  expect(await refusalOf(await line((text) => text.slice(0, -1)))).toMatchObject({ key: 'row', detail: { line: 1 } });
});

test('bytes that are not those of the manifest, in a table, a file and the log', async () => {
  for (const path of [
    'tables/tags.jsonl',
    'files/logo/a.png',
    'activity.jsonl',
    'schema.json',
    'tables/members.jsonl',
  ]) {
    const zip = await forged(
      original,
      () => undefined,
      ({ files }) => {
        for (const listing of files) if (listing.path === path) listing.sha256 = 'a'.repeat(64);
      },
    );
    expect([path, await refusalOf(zip)]).toMatchObject([path, { key: 'hash', detail: { path } }]);
  }
});

test('names that lead elsewhere, files that no manifest knows, and those that it misses', async () => {
  const extra = (path: string) => zipOf([...original.entries, [path, Buffer.from('x')]]);
  expect(await refusalOf(await extra('files/x.pdf'))).toMatchObject({
    key: 'fileName',
    detail: { path: 'files/x.pdf' },
  });
  const listed = (path: string) => forged(original, (entries) => void entries.set(path, Buffer.from('x')));
  for (const path of ['files/.hidden', 'files/a b', 'tables/../x.jsonl', 'other.json'])
    expect([path, (await refusalOf(await listed(path).catch(() => extra('files/x.pdf')))).key]).toEqual([
      path,
      'fileName',
    ]);
  const without = await zipOf([...original.entries].filter(([path]) => path !== 'activity.jsonl'));
  expect(await refusalOf(without)).toMatchObject({ key: 'missing', detail: { path: 'activity.jsonl' } });
});

test('another format, a later version, a migration of tomorrow, and what is no zip at all', async () => {
  const saying = (change: Row) =>
    forged(
      original,
      () => undefined,
      (manifest) => void Object.assign(manifest, change),
    );
  expect((await refusalOf(await saying({ format: 'other' }))).key).toBe('format');
  expect((await refusalOf(await saying({ version: 2 }))).key).toBe('version');
  expect((await refusalOf(await saying({ migration: '9999_tomorrow' }))).key).toBe('migration');
  expect((await refusalOf(await saying({ counts: {} }))).key).toBe('manifest');
  expect((await refusalOf(Buffer.from('no zip'))).key).toBe('brokenZip');
  expect((await refusalOf(original.zip.subarray(0, original.zip.length - 200))).key).toBe('brokenZip');
});

test('a log with entries of tomorrow', async () => {
  const zip = await forged(original, (entries) => {
    const text = entries.get('activity.jsonl')?.toString() ?? '';
    entries.set('activity.jsonl', Buffer.from(text.replace(/"at":"2/, '"at":"3')));
  });
  expect(await refusalOf(zip)).toMatchObject({ key: 'activity', detail: { path: 'activity.jsonl', line: 1 } });
});
