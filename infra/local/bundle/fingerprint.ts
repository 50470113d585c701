// Says whether sources changed: one hash over the names and contents of everything a build reads.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const ignoredNames = new Set(['node_modules', 'build', 'dist', '.svelte-kit', 'paraglide', '.data', '.git']);
/** Of an inlang project only the settings are source: the rest is written by the build itself, so each build would ask for another. */
const isIgnored = (folder: string, name: string): boolean =>
  ignoredNames.has(name) || /\.test\.ts$/.test(name) || (folder.endsWith('.inlang') && name !== 'settings.json');

function* filesUnder(path: string): Generator<string> {
  if (!existsSync(path)) return;
  if (statSync(path).isFile()) return yield path;
  for (const name of readdirSync(path).sort()) if (!isIgnored(path, name)) yield* filesUnder(join(path, name));
}

/** A hash of the given files and folders, the same on every machine with the same content. */
export function fingerprint(root: string, sources: readonly string[]): string {
  const hash = createHash('sha256').update(process.version);
  for (const source of sources) {
    for (const file of filesUnder(join(root, source))) {
      hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

export function readStamp(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

export function writeStamp(file: string, value: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, value);
}
