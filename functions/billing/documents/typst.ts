// The typst compiler: one per thread, with our fonts only, fed with a template and data, never with the network or the machine's fonts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { assetsFolder, fontFiles } from './assets.ts';
import type { InvoiceView } from './invoice-view.ts';

/** typst remembers layouts across documents; forgetting what the last few did not use keeps memory flat. */
const RENDERS_BETWEEN_EVICTIONS = 16;
const EVICT_OLDER_THAN = 2;

type Drawing = { compiler: NodeCompiler; template: string; folder: string; renders: number };

let drawing: Drawing | undefined;

function open(): Drawing {
  const folder = join(assetsFolder(), 'templates');
  const fonts = fontFiles.map((file) => readFileSync(join(assetsFolder(), 'fonts', file)));
  const compiler = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontBlobs: fonts }] });
  return { compiler, template: readFileSync(join(folder, 'invoice.typ'), 'utf8'), folder, renders: 0 };
}

/** Draws a view as a tagged PDF/A-3b. Synchronous: for long documents call it in the worker. @throws Error with typst's own words */
export function drawInvoice(view: InvoiceView, logo: Uint8Array | null): Uint8Array {
  drawing ??= open();
  const { compiler, template, folder } = drawing;
  const logoPath = join(folder, 'logo');
  if (logo) compiler.mapShadow(logoPath, Buffer.from(logo));
  try {
    const inputs = { data: JSON.stringify(view) };
    const result = compiler.compile({ mainFileContent: template, inputs });
    const compiled = result.result;
    if (!compiled) throw new Error(reasonOf(compiler, result));
    return compiler.pdf(compiled, { pdfStandard: 'a-3b' });
  } finally {
    if (logo) compiler.unmapShadow(logoPath);
    drawing.renders += 1;
    if (drawing.renders % RENDERS_BETWEEN_EVICTIONS === 0) compiler.evictCache(EVICT_OLDER_THAN);
  }
}

function reasonOf(compiler: NodeCompiler, result: ReturnType<NodeCompiler['compile']>): string {
  const error = result.takeError();
  const diagnostics = error ? compiler.fetchDiagnostics(error) : [];
  return `typst: ${JSON.stringify(diagnostics).slice(0, 2000)}`;
}
