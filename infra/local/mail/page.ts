// Serves the mailbox page: markup, styles and one script, all from this folder and nothing from elsewhere.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'page');

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

let script: Promise<string> | undefined;

type PageFile = { headers: Record<string, string>; body: string };

/** The file for a path, or null when there is none. */
export async function pageFile(path: string): Promise<PageFile | null> {
  if (path === '/') {
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-cache',
    };
    return { headers, body: await readFile(join(folder, 'index.html'), 'utf8') };
  }
  if (path === '/mailbox.css' || path === '/message.css') {
    return part('text/css', await readFile(join(folder, path), 'utf8'));
  }
  if (path !== '/mailbox.js') return null;
  script ??= bundle();
  return part('text/javascript', await script);
}

function part(type: string, body: string): PageFile {
  return { headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-cache' }, body };
}

/** Made at the first visit: tests and mails need no page. */
async function bundle(): Promise<string> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'mailbox.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  });
  return outputFiles[0]?.text ?? '';
}
