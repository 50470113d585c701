// Letters as they are deployed: bundled and split, where the libraries they are made with, written as CommonJS, behave otherwise than unbundled.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as compose from '../../functions/office/mail-templates/compose.ts';

const root = resolve(import.meta.dirname, '../..');
const dir = mkdtempSync(join(tmpdir(), 'crmfex-letters-'));
let bundled: typeof compose;

beforeAll(async () => {
  const require =
    "import { createRequire as bundleRequire } from 'node:module'; const require = bundleRequire(import.meta.url);";
  await build({
    entryPoints: [join(root, 'functions/office/mail-templates/compose.ts')],
    outdir: dir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    banner: { js: require },
    logLevel: 'error',
  });
  // The module that was just built from this very file.
  bundled = (await import(pathToFileURL(join(dir, 'compose.mjs')).href)) as typeof compose;
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('a letter is filled in, laid out and sanitised in the bundle too', async () => {
  const frame = { title: null, closing: [], sender: 'Çınar' };
  const template = { subject: 'Selam {{ clientName }}', body: '**{{ clientName | upcase }}** <script>' };
  const variables = { clientName: 'Işık' };
  const mail = await bundled.composeMail({ kind: 'free', language: 'tr', template, variables, frame });
  expect(mail.subject).toBe('Selam Işık');
  expect(mail.html).toContain('<strong>IŞIK</strong> &lt;script&gt;');
});
