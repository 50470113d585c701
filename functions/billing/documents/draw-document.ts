// From document to bytes, in whatever thread this is called.
import type { InvoiceDocument } from './invoice-document.ts';
import { invoiceView } from './invoice-view.ts';
import { refusedLogo } from './logo.ts';
import { statementView, type StatementDocument } from './statement-view.ts';
import { drawInvoice, drawStatement } from './typst.ts';

export type Drawn = { bytes: Uint8Array; warning: string | null };

/** Draws an account statement; as with an invoice, a logo that stands in the way is left out. */
export function drawAccount(document: StatementDocument): Drawn {
  const plain = () => drawStatement(statementView({ ...document, logo: null }), null);
  const refused = document.logo && refusedLogo(document.logo);
  if (refused) return { bytes: plain(), warning: `The logo was left out: ${refused}` };
  try {
    return { bytes: drawStatement(statementView(document), document.logo), warning: null };
  } catch (error) {
    if (!document.logo) throw error;
    return { bytes: plain(), warning: `The logo was left out: ${String(error)}` };
  }
}

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
