// Log files of this machine are cut daily and end at thirty days, also when the platform was off for weeks.
import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepLogFiles } from './log-files.ts';

const hourMs = 3600_000;
let dir: string;
let now: Date;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'crmfex-logs-'));
  now = new Date(Date.now() + 1000);
});
afterEach(() => rmSync(dir, { recursive: true }));

const files = () => readdirSync(dir).filter((name) => name.endsWith('.log'));
const read = (name: string) => readFileSync(join(dir, name), 'utf8');
const later = (ms: number) => (now = new Date(now.getTime() + ms));
const keep = () => keepLogFiles(dir, now);

test('a file is cut when it has grown for a day, and its writer goes on at the end of it', () => {
  const log = openSync(join(dir, 'functions.log'), 'a');
  writeSync(log, 'first\n');
  keep();
  later(23 * hourMs);
  keep();
  expect(files()).toEqual(['functions.log']);
  later(hourMs);
  keep();
  writeSync(log, 'second\n');
  closeSync(log);
  const [cut, growing] = files().sort();
  expect([read(cut ?? ''), read(growing ?? '')]).toEqual(['first\n', 'second\n']);
  keep();
  expect(files()).toHaveLength(2);
});

test('a cut piece goes before its first line is thirty days old, at the second', () => {
  writeFileSync(join(dir, 'x.2026-10-01T00-00-00Z.log'), 'old\n');
  const edge = Date.parse('2026-10-01T00:00:00Z') + (30 * 24 - 2) * hourMs;
  keepLogFiles(dir, new Date(edge));
  expect(files()).toHaveLength(1);
  keepLogFiles(dir, new Date(edge + 1000));
  expect(files()).toHaveLength(0);
});

test('lines from before a long pause go at the next start', () => {
  appendFileSync(join(dir, 'postgres.log'), 'before\n');
  keep();
  later(40 * 24 * hourMs);
  keep();
  expect(files()).toEqual(['postgres.log']);
  expect(read('postgres.log')).toBe('');
});

test('an empty file is never cut, and a folder that is not there is no error', () => {
  writeFileSync(join(dir, 'azurite.log'), '');
  keep();
  later(48 * hourMs);
  keep();
  expect(files()).toEqual(['azurite.log']);
  expect(() => keepLogFiles(join(dir, 'nowhere'))).not.toThrow();
});
