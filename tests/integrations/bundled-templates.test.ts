// The engine of mail templates as it is deployed: bundled, where a CommonJS package has no names but `default`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';

const dir = mkdtempSync(join(tmpdir(), 'crmfex-templates-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('a template is filled in by the bundled engine', async () => {
  const engine = resolve(import.meta.dirname, '../../functions/office/mail-templates/engine.ts');
  const js = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  const options = { bundle: true, splitting: true, platform: 'node', format: 'esm', banner: { js } } as const;
  await build({ ...options, entryPoints: [engine], outdir: dir, outExtension: { '.js': '.mjs' } });
  const bundled = (await import(
    pathToFileURL(join(dir, 'engine.mjs')).href
  )) as typeof import('../../functions/office/mail-templates/engine.ts'); // the same source
  expect(await bundled.renderTemplate('Merhaba {{ clientName }}', 'tr', { clientName: 'Işıl' })).toBe('Merhaba Işıl');
});
