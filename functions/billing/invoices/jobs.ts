// Jobs of invoices.
import { job } from '../../platform/jobs.ts';
import { InvoicePdf, PreviewGone } from './messages.ts';
import { clearPreview, drawInvoice, giveUpDrawing } from './pdf.ts';

export const invoiceJobs = [job(InvoicePdf, drawInvoice, { gaveUp: giveUpDrawing }), job(PreviewGone, clearPreview)];
