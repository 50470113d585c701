// From document to bytes, in whatever thread this is called.
import type { InvoiceDocument } from './invoice-document.ts';
import { invoiceView } from './invoice-view.ts';
import { refusedLogo } from './logo.ts';
import { statementView, type StatementDocument } from './statement-view.ts';
import type { RecordDocument } from './record-view.ts';
import { drawInvoice, drawInvoicePages, drawRecords, drawStatement } from './typst.ts';

export type Drawn = { bytes: Uint8Array; warning: string | null };

/** Draws an account statement. */
export function drawAccount(document: StatementDocument): Drawn {
  const { drawn, warning } = withOrWithoutLogo(document, (one) => drawStatement(statementView(one), one.logo));
  return { bytes: drawn, warning };
}

/** Draws a report of records. */
export function drawReport(document: RecordDocument): Drawn {
  const { drawn, warning } = withOrWithoutLogo(document, drawRecords);
  return { bytes: drawn, warning };
}

/** Draws an invoice. */
export function drawDocument(document: InvoiceDocument): Drawn {
  const { drawn, warning } = withOrWithoutLogo(document, (one) => drawInvoice(invoiceView(one), one.logo));
  return { bytes: drawn, warning };
}

/** The pages of the very same invoice, each an SVG. */
export function drawPages(document: InvoiceDocument): string[] {
  return withOrWithoutLogo(document, (one) => drawInvoicePages(invoiceView(one), one.logo)).drawn;
}

/** When only its logo stands in the way, a document is drawn without. */
function withOrWithoutLogo<Document extends { logo: Uint8Array | null }, T>(
  document: Document,
  draw: (document: Document) => T,
): { drawn: T; warning: string | null } {
  const { logo } = document;
  const plain = () => draw({ ...document, logo: null });
  const refused = logo && refusedLogo(logo);
  if (refused) return { drawn: plain(), warning: `The logo was left out: ${refused}` };
  try {
    return { drawn: draw(document), warning: null };
  } catch (error) {
    if (!logo) throw error;
    return { drawn: plain(), warning: `The logo was left out: ${String(error)}` };
  }
}
