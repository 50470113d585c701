// A build happens when its sources changed, and never because of what a build itself wrote.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fingerprint } from './fingerprint.ts';

test('sources count by name and content; outputs, tests and what inlang writes do not', () => {
  const root = mkdtempSync(join(tmpdir(), 'crmfex-sources-'));
  const write = (path: string, text: string): string => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
    return fingerprint(root, ['web', 'missing']);
  };
  const first = write('web/src/a.ts', '1');
  expect(write('web/src/a.test.ts', 'x')).toBe(first);
  expect(write('web/build/a.js', 'x')).toBe(first);
  expect(write('web/project.inlang/.meta.json', 'x')).toBe(first);
  expect(write('web/project.inlang/cache/a.json', 'x')).toBe(first);
  const settings = write('web/project.inlang/settings.json', 'x');
  expect(settings).not.toBe(first);
  expect(write('web/src/a.ts', '2')).not.toBe(settings);
  expect(write('web/src/a.ts', '1')).toBe(settings);
  expect(write('web/src/b.ts', '')).not.toBe(settings);
});
