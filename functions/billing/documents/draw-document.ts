// From document to bytes, in whatever thread this is called.
import type { InvoiceDocument } from './invoice-document.ts';
import { invoiceView } from './invoice-view.ts';
import { refusedLogo } from './logo.ts';
import { drawInvoice } from './typst.ts';

export type Drawn = { bytes: Uint8Array; warning: string | null };

/** Draws a document; when only its logo stands in the way, draws it without. */
export function drawDocument(document: InvoiceDocument): Drawn {
  const refused = document.logo && refusedLogo(document.logo);
  if (refused) return { bytes: drawWithout(document), warning: `The logo was left out: ${refused}` };
  try {
    return { bytes: drawInvoice(invoiceView(document), document.logo), warning: null };
  } catch (error) {
    if (!document.logo) throw error;
    return { bytes: drawWithout(document), warning: `The logo was left out: ${String(error)}` };
  }
}

function drawWithout(document: InvoiceDocument): Uint8Array {
  return drawInvoice(invoiceView({ ...document, logo: null }), null);
}
