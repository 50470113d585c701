// Prints the hash of a sample invoice: a process of its own for the test of equal bytes.
import { createHash } from 'node:crypto';
import { renderInvoicePdf } from '../../functions/billing/documents/invoice-pdf.ts';
import { sampleDocument } from './sample.ts';

const bytes = await renderInvoicePdf(sampleDocument(12));
process.stdout.write(createHash('sha256').update(bytes).digest('hex'));
