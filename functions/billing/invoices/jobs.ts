// Jobs of invoices.
import { findWork, job, schedule } from '../../platform/jobs.ts';
import { command } from '../../platform/statement.ts';
import { InvoicePdf, PreviewGone } from './messages.ts';
import { clearPreview, drawInvoice, giveUpDrawing } from './pdf.ts';

export const invoiceJobs = [job(InvoicePdf, drawInvoice, { gaveUp: giveUpDrawing }), job(PreviewGone, clearPreview)];

/** Deleted drafts can be brought back for thirty days; then they are gone for good. */
export const invoiceSchedules = [
  schedule('drafts-forget', '0 45 * * * *', async (base) => {
    await findWork(base, command('select gate.forget_removed_drafts()'));
  }),
];
