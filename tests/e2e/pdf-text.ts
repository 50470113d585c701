// The text of a PDF, read by another program than the one that wrote it.
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** All pages' text with single spaces. @throws when the bytes are no PDF */
export async function textOfPdf(stream: Readable): Promise<string> {
  const bytes = await buffer(stream);
  if (bytes.subarray(0, 5).toString() !== '%PDF-') throw new Error('The download is no PDF.');
  const task = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false });
  const document = await task.promise;
  const pages: string[] = [];
  for (let page = 1; page <= document.numPages; page += 1) {
    const { items } = await (await document.getPage(page)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
  }
  await task.destroy();
  return pages.join(' ').replace(/\s+/g, ' ');
}
