// Builds what runs: the Functions bundle and the two sites, each only when its sources changed.
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fingerprint, readStamp, writeStamp } from './bundle/fingerprint.ts';
import { buildFunctions } from './bundle/functions.ts';
import { withLock } from './bundle/lock.ts';
import { buildSite } from './bundle/site.ts';

export const root = resolve(import.meta.dirname, '../..');

type Target = { name: string; sources: string[]; output: string; build(): Promise<string> };

const stampOf = (name: string): string => join(root, '.data/build', `${name}.sha256`);
const kilobytes = (bytes: number): string => `${Math.round(bytes / 1024)} kB`;

const site = (name: 'web' | 'portal'): Target => ({
  name,
  sources: [name, 'shared', 'package-lock.json', 'infra/local/bundle'],
  output: `${name}/build/staticwebapp.config.json`,
  build: () => buildSite(root, name),
});

const targets: Target[] = [
  {
    name: 'functions',
    sources: ['functions', 'shared', 'package-lock.json', 'infra/local/bundle'],
    output: 'dist/functions/main.mjs',
    build: async () => {
      const { entryBytes, totalBytes, files } = await buildFunctions(root);
      return `main.mjs ${kilobytes(entryBytes)}, ${files} files of ${kilobytes(totalBytes)} in all`;
    },
  },
  site('web'),
  site('portal'),
];

export type BuildReport = (name: string, what: string, ms: number) => void;

async function bringUpToDate(target: Target, report: BuildReport): Promise<void> {
  const startedAt = performance.now();
  const now = fingerprint(root, target.sources);
  const isFresh = readStamp(stampOf(target.name)) === now && existsSync(join(root, target.output));
  const what = isFresh ? 'unchanged' : await target.build();
  if (!isFresh) writeStamp(stampOf(target.name), now);
  report(target.name, what, performance.now() - startedAt);
}

const lockFile = join(root, '.data/build/lock');

async function buildTargets(report: BuildReport): Promise<void> {
  const results = await Promise.allSettled(targets.map((target) => bringUpToDate(target, report)));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

/** Brings everything up to date. Throws with the tool's own words when something does not build. */
export function buildAll(report: BuildReport): Promise<void> {
  return withLock(lockFile, () => buildTargets(report));
}

export type BuiltApp = { appDir: string; webDir: string; portalDir: string };

/**
 * Builds, then copies what was built into a run's own folder, so that a later build (by `npm test`, beside a running
 * `npm start`) cannot take files away under a running host.
 */
export function buildInto(runDir: string, report: BuildReport): Promise<BuiltApp> {
  return withLock(lockFile, async () => {
    await buildTargets(report);
    const built = {
      appDir: join(runDir, 'app'),
      webDir: join(runDir, 'sites/web'),
      portalDir: join(runDir, 'sites/portal'),
    };
    rmSync(built.appDir, { recursive: true, force: true });
    rmSync(join(runDir, 'sites'), { recursive: true, force: true });
    for (const path of ['host.json', 'package.json', 'dist/functions']) {
      cpSync(join(root, path), join(built.appDir, path), { recursive: true });
    }
    cpSync(join(root, 'web/build'), built.webDir, { recursive: true });
    cpSync(join(root, 'portal/build'), built.portalDir, { recursive: true });
    return built;
  });
}

if (import.meta.main) {
  await buildAll((name, what, ms) => console.log(`${name.padEnd(10)} ${what} (${(ms / 1000).toFixed(1)} s)`));
}
