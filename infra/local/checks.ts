// The checks that need no platform: format, lint, types of every part. Run a few at a time, each with its own time.
import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createProgress, red } from './progress.ts';

const root = resolve(import.meta.dirname, '../..');

export type Check = { name: string; commands: string[][]; cwd?: string };

/** The script behind a package's command, so that it runs on this very Node and without a shell. */
function binary(packageName: string, name = packageName, from = root): string {
  const require = createRequire(join(from, 'package.json'));
  const manifestPath = findManifest(packageName, require.resolve.paths(packageName) ?? []);
  const manifest = require(manifestPath) as { bin: string | Record<string, string> }; // npm's own file format
  const path = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[name];
  if (path === undefined) throw new Error(`${packageName} has no command "${name}".`);
  return join(dirname(manifestPath), path);
}

function findManifest(packageName: string, folders: string[]): string {
  const require = createRequire(import.meta.url);
  for (const folder of folders) {
    try {
      return require.resolve(join(folder, packageName, 'package.json'));
    } catch {
      // Not in this folder; npm may have put it into one further up.
    }
  }
  throw new Error(`${packageName} is not installed.`);
}

const siteDir = (name: 'web' | 'portal'): string => join(root, name);

function siteCheck(name: 'web' | 'portal'): Check {
  const dir = siteDir(name);
  const command = [binary('svelte-check', 'svelte-check', dir), '--fail-on-warnings', '--output', 'human'];
  return { name: `types of ${name}`, cwd: dir, commands: [command] };
}

/** Writes the declarations and words that lint and types of the sites stand on; a fresh checkout has neither. */
export async function generateSiteTypes(): Promise<void> {
  const generate = async (name: 'web' | 'portal'): Promise<void> => {
    const dir = siteDir(name);
    const words = ['--project', './project.inlang', '--outdir', './src/lib/paraglide', '--silent'];
    for (const command of [
      [binary('@inlang/paraglide-js', 'paraglide-js', dir), 'compile', ...words],
      [binary('@sveltejs/kit', 'svelte-kit', dir), 'sync'],
    ]) {
      const { isOk, output } = await runCommand(command, dir);
      if (!isOk) throw new Error(`The types of ${name} could not be written:\n${output}`);
    }
  };
  await Promise.all([generate('web'), generate('portal')]);
}

/** With a cache a check looks again only at files that changed: quick, but blind to what a changed type does elsewhere. */
export function staticChecks({ isCached }: { isCached: boolean }): Check[] {
  const cache = (name: string): string[] =>
    isCached ? ['--cache', '--cache-location', join(root, '.data/cache', name)] : [];
  const prettier = [binary('prettier'), '--check', '.', '--log-level', 'warn', ...cache('prettier')];
  return [
    { name: 'lint', commands: [[binary('eslint'), '.', '--max-warnings', '0', ...cache('eslint')]] },
    siteCheck('web'),
    { name: 'types', commands: [[binary('typescript', 'tsc'), '--noEmit']] },
    siteCheck('portal'),
    { name: 'format', commands: [prettier] },
  ];
}

const running = new Set<ChildProcess>();

/** Ends checks that still run, when the person has lost interest. */
export function stopChecks(): void {
  for (const child of running) child.kill('SIGTERM');
}

function runCommand(args: string[], cwd: string): Promise<{ isOk: boolean; output: string }> {
  return new Promise((done) => {
    const child = spawn(process.execPath, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: '0' },
    });
    running.add(child);
    let output = '';
    child.stdout.on('data', (text: Buffer) => (output += text.toString()));
    child.stderr.on('data', (text: Buffer) => (output += text.toString()));
    child.once('close', (code) => {
      running.delete(child);
      done({ isOk: code === 0, output });
    });
  });
}

async function runCheck(check: Check): Promise<boolean> {
  const startedAt = performance.now();
  for (const command of check.commands) {
    const { isOk, output } = await runCommand(command, check.cwd ?? root);
    if (isOk) continue;
    console.log(`\n${output.trim()}\n  ${red('✗')} ${check.name}`);
    return false;
  }
  createProgress().done(check.name, performance.now() - startedAt);
  return true;
}

/** Runs all checks, at most as many at once as there are cores. Answers how many passed and failed. */
export async function runChecks(checks: readonly Check[]): Promise<{ passed: number; failed: number }> {
  const waiting = [...checks];
  let passed = 0;
  const worker = async (): Promise<void> => {
    for (let check = waiting.shift(); check; check = waiting.shift()) if (await runCheck(check)) passed += 1;
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return { passed, failed: checks.length - passed };
}

export function vitestCommand(args: readonly string[]): string[] {
  return [binary('vitest'), 'run', ...args];
}
