// Paths of blob triggers: what they match and what they tell.
import { expect, test } from 'vitest';
import { blobPath } from './blob-path.ts';

test('a path names its container and the parts of a blob name', () => {
  const path = blobPath('uploads/{tenant}/{name}');
  expect([path.containerName, path.prefix]).toEqual(['uploads', '']);
  expect(path.match('t1/a/b.png')).toEqual({ tenant: 't1', name: 'a/b.png' });
  expect(path.match('alone')).toBeNull();
});

test('literal parts are taken by the letter, and narrow what is listed', () => {
  const path = blobPath('backups/daily-{day}.zst');
  expect(path.prefix).toBe('daily-');
  expect(path.match('daily-2026-11-25.zst')).toEqual({ day: '2026-11-25' });
  expect(path.match('daily-2026-11-25xzst')).toBeNull();
});

test.each(['uploads', 'uploads/', 'Up/{name}', 'uploads/{a}-{a}'])('%s is refused', (text) => {
  expect(() => blobPath(text)).toThrow(/path|twice/);
});
