// Bundles the Functions app into dist/functions, in the layout that Azure and Core Tools expect.
import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

export type BundleSizes = { entryBytes: number; totalBytes: number; files: number };

// Given by Azure's worker, or native: these are resolved at run time.
const external = [
  '@azure/functions-core',
  '@node-rs/argon2',
  'sharp',
  '@myriaddreamin/typst-ts-node-compiler',
  'pg-native',
];

/**
 * Stands above every file of the bundle: libraries written as CommonJS ask for these, which an ES module does not have. It uses no name that
 * a package may declare for itself, as one does with `URL`.
 */
export const banner = [
  "import { createRequire as bundleRequire } from 'node:module';",
  "import { dirname as bundleFolder } from 'node:path';",
  "import { fileURLToPath as bundlePath } from 'node:url';",
  'const require = bundleRequire(import.meta.url);',
  'const __filename = bundlePath(import.meta.url);',
  'const __dirname = bundleFolder(__filename);',
].join(' ');

const documents = 'functions/billing/documents';

export async function buildFunctions(root: string): Promise<BundleSizes> {
  const target = join(root, 'dist/functions');
  const draft = `${target}.new`;
  rmSync(draft, { recursive: true, force: true });
  const result = await build({
    absWorkingDir: root,
    entryPoints: { main: 'functions/main.ts', 'documents/pdf-worker': `${documents}/pdf-worker.ts` },
    outdir: draft,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    splitting: true,
    minifySyntax: true,
    minifyWhitespace: true,
    keepNames: true,
    sourcemap: 'external',
    legalComments: 'none',
    external,
    banner: { js: banner },
    metafile: true,
    logLevel: 'warning',
  });
  for (const assets of ['fonts', 'templates']) {
    cpSync(join(root, documents, assets), join(draft, 'documents', assets), { recursive: true });
  }
  rmSync(target, { recursive: true, force: true });
  renameSync(draft, target);
  if (!existsSync(join(target, 'main.mjs'))) throw new Error('The bundle has no main.mjs.');
  const outputs = Object.entries(result.metafile.outputs).filter(([file]) => file.endsWith('.mjs'));
  const sizes = outputs.map(([file, output]) => ({ isEntry: file.endsWith('/main.mjs'), bytes: output.bytes }));
  return {
    entryBytes: sizes.find((one) => one.isEntry)?.bytes ?? 0,
    totalBytes: sizes.reduce((sum, one) => sum + one.bytes, 0),
    files: sizes.length,
  };
}
