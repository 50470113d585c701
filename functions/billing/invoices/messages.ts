// What the invoices feature leaves on queues.
import * as z from 'zod';
import { message } from '../../platform/outbox.ts';

/** Draw the document as it stands now and keep it as a blob. */
export const InvoicePdf = message('invoice-pdf', z.strictObject({ invoiceId: z.uuid() }));

/** Remove the preview of a draft that is gone. */
export const PreviewGone = message('invoice-preview-gone', z.strictObject({ invoiceId: z.uuid() }));
