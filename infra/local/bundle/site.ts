// Builds one of the two static sites with Vite, in a process of its own.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

function sizeOf(dir: string): number {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

function runVite(dir: string): Promise<void> {
  const require = createRequire(join(dir, 'package.json'));
  const vite = join(dirname(require.resolve('vite/package.json')), 'bin/vite.js');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
      cwd: dir,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const end = (): void => void child.kill();
    process.once('exit', end);
    child.stdout.on('data', (text: Buffer) => (output += text.toString()));
    child.stderr.on('data', (text: Buffer) => (output += text.toString()));
    child.once('error', reject);
    child.once('exit', (code) => {
      process.off('exit', end);
      if (code === 0) resolve();
      else reject(new Error(`${dir} did not build:\n${output.trim().slice(-4000)}`));
    });
  });
}

/** Builds the site into its `build` folder. Answers its size in words. */
export async function buildSite(root: string, name: 'web' | 'portal'): Promise<string> {
  const dir = join(root, name);
  await runVite(dir);
  return `${Math.round(sizeOf(join(dir, 'build')) / 1024)} kB of files`;
}
