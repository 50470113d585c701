// The same invoice drawn by pdfkit, as a careful person would write it: one page layout, repeated head, page numbers, no tags and no archive format.
import PDFDocument from 'pdfkit';
import type { InvoiceView } from '../../functions/billing/documents/invoice-view.ts';

export type PdfkitFonts = { regular: Buffer; medium: Buffer; semibold: Buffer };

const LEFT = 48;
const RIGHT = 547;
const BOTTOM = 770;
const INK = '#14171f';
const SOFT = '#5d636f';
const tabular = ['tnum'];

/** Draws a view; resolves with the bytes. */
export function drawWithPdfkit(view: InvoiceView, fonts: PdfkitFonts): Promise<Buffer> {
  const page = new PDFDocument({ size: 'A4', margin: 0, bufferPages: true, info: { Title: view.documentTitle } });
  for (const [name, bytes] of Object.entries(fonts)) page.registerFont(name, bytes);
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve) => {
    page.on('data', (chunk) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks)));
  });
  drawHead(page, view);
  drawRows(page, view);
  drawFoot(page, view);
  numberPages(page, view);
  page.end();
  return done;
}

function put(
  page: PDFDocument,
  font: keyof PdfkitFonts,
  size: number,
  colour: string,
  text: string,
  x: number,
  y: number,
): void {
  page.font(font).fontSize(size).fillColor(colour).text(text, x, y, { width: 240 });
}

function putRight(page: PDFDocument, text: string, x: number, y: number, width: number): void {
  page.text(text, x, y, { width, align: 'right', lineBreak: false, features: tabular });
}

function rule(page: PDFDocument, y: number, colour: string): void {
  page.moveTo(LEFT, y).lineTo(RIGHT, y).lineWidth(0.5).strokeColor(colour).stroke();
}

const moneyOf = (parts: { text: string }[]) => parts.map((part) => part.text).join('');

function drawHead(page: PDFDocument, view: InvoiceView): void {
  page.rect(0, 0, 596, 4).fillColor(view.accent).fill();
  put(page, 'semibold', 14, INK, view.seller.name, LEFT, 52);
  page.font('semibold').fontSize(20).fillColor(INK);
  putRight(page, view.title, RIGHT - 200, 52, 200);
  page.font('regular').fontSize(10).fillColor(SOFT);
  putRight(page, view.number ?? '', RIGHT - 200, 78, 200);
  rule(page, 110, '#dfe1e6');
  put(page, 'regular', 8, SOFT, view.payable.label, LEFT, 122);
  put(page, 'semibold', 26, view.accent, moneyOf(view.payable.money), LEFT, 136);
  view.facts.forEach((fact, index) => {
    put(page, 'regular', 8, SOFT, fact.label, 380 + index * 90, 122);
    put(page, 'medium', 11, INK, fact.value, 380 + index * 90, 138);
  });
  rule(page, 180, '#dfe1e6');
  for (const [party, label, x] of [
    [view.buyer, view.labels.buyer, LEFT],
    [view.seller, view.labels.seller, 314],
  ] as const) {
    put(page, 'regular', 8, SOFT, label, x, 196);
    put(page, 'semibold', 10, INK, party.name, x, 210);
    put(page, 'regular', 9, INK, [...party.lines, ...party.identity, ...party.contact].join('\n'), x, 226);
  }
  page.y = 320;
}

function columnsOf(view: InvoiceView): number[] {
  const width = 62;
  return view.columns.slice(1).map((_, index) => RIGHT - (view.columns.length - 1 - index) * width);
}

function drawTableHead(page: PDFDocument, view: InvoiceView, y: number): number {
  page.font('regular').fontSize(8).fillColor(SOFT);
  page.text(view.columns[0] ?? '', LEFT + 20, y, { lineBreak: false });
  columnsOf(view).forEach((x, index) => putRight(page, view.columns[index + 1] ?? '', x, y, 58));
  rule(page, y + 14, INK);
  return y + 21;
}

function drawRows(page: PDFDocument, view: InvoiceView): void {
  const columns = columnsOf(view);
  const width = (columns[0] ?? RIGHT) - LEFT - 28;
  let y = drawTableHead(page, view, page.y);
  for (const row of view.rows) {
    page.font('regular').fontSize(9);
    const height = page.heightOfString(row.description, { width });
    if (y + height > BOTTOM) {
      page.addPage();
      put(page, 'regular', 8, SOFT, view.running, LEFT, 28);
      y = drawTableHead(page, view, 52);
    }
    page.font('regular').fontSize(9).fillColor(SOFT).text(row.position, LEFT, y, { lineBreak: false });
    page.fillColor(INK).text(row.description, LEFT + 20, y, { width });
    [`${row.quantity} ${row.unit}`, ...row.figures].forEach((figure, index) =>
      putRight(page, figure, columns[index] ?? 0, y, 58),
    );
    y += height + 8;
    rule(page, y, '#dfe1e6');
    y += 7;
  }
  page.y = y;
}

function drawFoot(page: PDFDocument, view: InvoiceView): void {
  if (page.y + 220 > BOTTOM) page.addPage();
  const top = Math.min(page.y, BOTTOM - 220) + 14;
  const code = view.payment?.code?.svg ?? '';
  const path = /d="([^"]+)"/.exec(code)?.[1];
  const modules = Number(/viewBox="0 0 (\d+)/.exec(code)?.[1] ?? 1);
  if (path)
    page
      .save()
      .translate(LEFT, top)
      .scale(68 / modules)
      .path(path)
      .fillColor('#000000')
      .fill()
      .restore();
  view.payment?.facts.forEach((fact, index) => {
    put(page, 'regular', 7.5, SOFT, fact.label, LEFT + 84, top + index * 28);
    put(page, 'semibold', 9, INK, fact.value, LEFT + 84, top + index * 28 + 11);
  });
  let y = top;
  for (const sum of [...view.sums, { label: view.payable.label, money: view.payable.money }]) {
    page.font('regular').fontSize(9).fillColor(SOFT).text(sum.label, 325, y, { lineBreak: false });
    page.fillColor(INK);
    putRight(page, moneyOf(sum.money), RIGHT - 120, y, 120);
    y += 16;
  }
  put(page, 'regular', 8, INK, `${view.labels.inWords}: ${view.inWords}`, 325, y + 10);
  put(page, 'semibold', 10, INK, view.labels.notes, LEFT, top + 150);
  put(page, 'regular', 9, INK, view.notes.join('\n'), LEFT, top + 166);
}

function numberPages(page: PDFDocument, view: InvoiceView): void {
  const { start, count } = page.bufferedPageRange();
  for (let index = start; index < start + count; index += 1) {
    page.switchToPage(index);
    put(page, 'regular', 8, SOFT, view.runningName, LEFT, 800);
    putRight(page, `${view.labels.page} ${index + 1} / ${count}`, RIGHT - 100, 800, 100);
  }
}
