// The typst compiler: one per thread, with our fonts only, fed with a template and data, never with the network or the machine's fonts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { InvoiceDesign } from '../../../shared/invoice-designs.ts';
import { assetsFolder, fontFiles } from './assets.ts';
import type { InvoiceView } from './invoice-view.ts';
import type { RecordDocument } from './record-view.ts';
import type { StatementView } from './statement-view.ts';
import { svgPages } from './svg-pages.ts';

/** typst remembers every layout it made. Forgetting them all now and then costs nothing measurable and keeps memory flat. */
const LINES_BETWEEN_EVICTIONS = 500;
/** What a page costs beside its lines, in lines. */
const PAGE_LINES = 20;

type Drawing = {
  compiler: NodeCompiler;
  templates: Record<TemplateName, string>;
  folder: string;
  linesRemembered: number;
};
type TemplateName = `invoice-${InvoiceDesign}` | 'statement' | 'record';

let drawing: Drawing | undefined;

function open(): Drawing {
  const folder = join(assetsFolder(), 'templates');
  const fonts = fontFiles.map((file) => readFileSync(join(assetsFolder(), 'fonts', file)));
  const compiler = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontBlobs: fonts }] });
  const read = (name: TemplateName) => readFileSync(join(folder, `${name}.typ`), 'utf8');
  return {
    compiler,
    templates: {
      'invoice-classic': read('invoice-classic'),
      'invoice-modern': read('invoice-modern'),
      'invoice-compact': read('invoice-compact'),
      statement: read('statement'),
      record: read('record'),
    },
    folder,
    linesRemembered: 0,
  };
}

/** Draws a view as a tagged PDF/A-3b. Synchronous: for long documents call it in the worker. @throws Error with typst's own words */
export function drawInvoice(view: InvoiceView, logo: Uint8Array | null): Uint8Array {
  return draw(`invoice-${view.design}`, view, view.rows.length, logo, pdf);
}

/** The very pages that {@link drawInvoice} prints, as pictures for the screen. */
export function drawInvoicePages(view: InvoiceView, logo: Uint8Array | null): string[] {
  const picture: Output<string[]> = (compiler, source) => svgPages(compiler.plainSvg(source));
  return draw(`invoice-${view.design}`, view, view.rows.length, logo, picture);
}

/** As {@link drawInvoice}. */
export function drawStatement(view: StatementView, logo: Uint8Array | null): Uint8Array {
  const lines = view.parts.reduce((sum, part) => sum + part.rows.length, 0);
  return draw('statement', view, lines, logo, pdf);
}

/** As {@link drawInvoice}. */
export function drawRecords({ record, logo }: RecordDocument): Uint8Array {
  const lines = record.parts.reduce((sum, part) => sum + (part.kind === 'table' ? part.rows.length : 1), 0);
  return draw('record', { ...record, hasLogo: logo !== null }, lines, logo, pdf);
}

type Output<Drawn> = (compiler: NodeCompiler, source: { mainFileContent: string; inputs: { data: string } }) => Drawn;
const pdf: Output<Uint8Array> = (compiler, source) => compiler.pdf(source, { pdfStandard: 'a-3b' });

function draw<Drawn>(
  name: TemplateName,
  view: unknown,
  lines: number,
  logo: Uint8Array | null,
  output: Output<Drawn>,
): Drawn {
  drawing ??= open();
  const { compiler, templates, folder } = drawing;
  const logoPath = join(folder, 'logo');
  if (logo) compiler.mapShadow(logoPath, Buffer.from(logo));
  try {
    const inputs = { data: JSON.stringify(view) };
    return output(compiler, { mainFileContent: templates[name], inputs });
  } finally {
    if (logo) compiler.unmapShadow(logoPath);
    drawing.linesRemembered += lines + PAGE_LINES;
    if (drawing.linesRemembered >= LINES_BETWEEN_EVICTIONS) {
      compiler.evictCache(0);
      drawing.linesRemembered = 0;
    }
  }
}
