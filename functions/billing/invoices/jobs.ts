// Jobs of invoices.
import { job } from '../../platform/jobs.ts';
import { InvoicePdf } from './messages.ts';
import { drawInvoice, giveUpDrawing } from './pdf.ts';

export const invoiceJobs = [job(InvoicePdf, drawInvoice, { gaveUp: giveUpDrawing })];
