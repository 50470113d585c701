// Measures how fast invoices are drawn, with new data each time, beside pdfkit with the same subset fonts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import subsetFont from 'subset-font';
import { assetsFolder } from '../../functions/billing/documents/assets.ts';
import { drawDocument } from '../../functions/billing/documents/draw-document.ts';
import type { InvoiceDocument } from '../../functions/billing/documents/invoice-document.ts';
import { invoiceView } from '../../functions/billing/documents/invoice-view.ts';
import { sampleDocument } from '../documents/sample.ts';
import { interleave, median, milliseconds, ratioOf, times, type Measure, type Row } from './measure.ts';
import { drawWithPdfkit, type PdfkitFonts } from './pdfkit-invoice.ts';

const GOAL = 4;
const ROUNDS = 15;
const WARM_UP_ROUNDS = 3;

/** Drawing with typst beside pdfkit, at several sizes; ratios above 1 mean that typst is faster. */
export async function measurePdf(): Promise<Measure> {
  const shipped = fontsOf((file) => readFileSync(join(assetsFolder(), 'fonts', file)));
  const rows: Row[] = [];
  for (const lines of [3, 10, 40]) rows.push(await compare(lines, shipped, `${lines} lines, the same fonts`, true));
  // What pdfkit could reach at best: fonts cut by hand to Latin letters, though then a Greek or Russian name could not be printed.
  rows.push(await compare(10, await latinOnly(shipped), '10 lines, pdfkit with Latin letters only', false));
  return { title: 'PDF: new data each time, typst (tagged, PDF/A-3b) beside pdfkit (neither)', rows };
}

async function compare(lines: number, fonts: PdfkitFonts, what: string, isGoal: boolean): Promise<Row> {
  const timed = async (draw: (document: InvoiceDocument) => unknown) => {
    const document = freshDocument(lines);
    const startedAt = performance.now();
    await draw(document);
    return performance.now() - startedAt;
  };
  const tasks = {
    typst: () => timed((document) => drawDocument(document)),
    pdfkit: () => timed((document) => drawWithPdfkit(invoiceView(document), fonts)),
  };
  await interleave(WARM_UP_ROUNDS, tasks);
  const found = await interleave(ROUNDS, tasks);
  const ratio = ratioOf(found.pdfkit, found.typst);
  return {
    what,
    figures: `${milliseconds(median(found.typst))} beside ${milliseconds(median(found.pdfkit))}`,
    ratio: times(ratio),
    ...(isGoal ? { goal: `≥ ${GOAL} ×`, isMet: ratio >= GOAL } : {}),
  };
}

let drawn = 0;

/** A document like no other before, so that nothing remembered helps. */
function freshDocument(lines: number): InvoiceDocument {
  drawn += 1;
  const document = sampleDocument(lines, { number: `CNR2026${String(drawn).padStart(9, '0')}` });
  const changed = document.lines.map((line, place) => ({
    ...line,
    description: `${line.description} · iş ${drawn}/${place}`,
    amountMinor: line.amountMinor + drawn * 7 + place,
    unitPrice: `${drawn * 3 + place}.5`,
  }));
  return { ...document, lines: changed, buyer: { ...document.buyer, name: `Müşteri ${drawn} Gıda A.Ş.` } };
}

function fontsOf(read: (file: string) => Buffer): PdfkitFonts {
  return { regular: read('inter-400.ttf'), medium: read('inter-500.ttf'), semibold: read('inter-600.ttf') };
}

async function latinOnly(fonts: PdfkitFonts): Promise<PdfkitFonts> {
  let letters = '₺€−·…';
  for (let code = 0x20; code < 0x180; code += 1) letters += String.fromCodePoint(code);
  const cut = (bytes: Buffer) => subsetFont(bytes, letters, { keepFeatures: ['kern', 'tnum'] });
  return { regular: await cut(fonts.regular), medium: await cut(fonts.medium), semibold: await cut(fonts.semibold) };
}
