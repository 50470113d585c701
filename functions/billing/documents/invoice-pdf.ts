// Draws an invoice as a PDF: short ones at once, long ones in a worker thread so that nobody else waits for them.
import type { InvoiceDocument } from './invoice-document.ts';

/** Up to here drawing takes a few milliseconds; beyond, it would hold up the event loop. */
export const LINES_IN_THREAD_MAX = 50;

/**
 * The invoice as a tagged PDF/A-3b. The same document gives the same bytes, on any machine and at any time.
 * A logo that cannot be drawn is left out and told to `warn`, because the invoice matters more than its ornament.
 */
export async function renderInvoicePdf(
  document: InvoiceDocument,
  warn: (message: string) => void = () => {},
): Promise<Uint8Array> {
  const { bytes, warning } = await draw(document);
  if (warning) warn(warning);
  return bytes;
}

// typst and the amounts in words are heavy: they load with the first document, not with the app.
async function draw(document: InvoiceDocument) {
  if (document.lines.length > LINES_IN_THREAD_MAX) {
    const { drawInWorker } = await import('./drawing-thread.ts');
    return drawInWorker(document);
  }
  const { drawDocument } = await import('./draw-document.ts');
  return drawDocument(document);
}
