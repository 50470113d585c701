// Whoever writes to a device names what by the list that the page of cookies shows: a crawl sees only what it happens to set off.
import { expect, test } from 'vitest';
import { importsOf, sources, textOf } from './sources.ts';

const stores = /\b(localStorage|sessionStorage|indexedDB|caches\.open|document\.cookie)\b/;
const writers = sources.filter(
  (file) => /^(web|portal)\/src\/|^shared\//.test(file) && !file.endsWith('.test.ts') && stores.test(textOf(file)),
);

test('every source that keeps something on a device takes the name from the list', () => {
  expect(writers.length).toBeGreaterThan(5);
  const silent = writers.filter((file) => !importsOf(file).some(({ to }) => to === 'shared/device-storage.ts'));
  expect(silent).toEqual([]);
});
