// HTTP face of invoices.
import { bulkRoutes } from '../../../shared/bulk.ts';
import { invoiceRoutes } from '../../../shared/invoices.ts';
import { previewRoutes } from '../../../shared/previews.ts';
import { endpoint, redirect } from '../../platform/http.ts';
import { createInvoice, deleteDrafts, deleteInvoice, noteInvoice, restoreDrafts, updateInvoice } from './drafts.ts';
import { duplicateInvoice } from './duplicate.ts';
import { getInvoice, getTimeline, listInvoices, summarizeInvoices } from './invoices.ts';
import { setInvoiceFields } from './marks.ts';
import { cancelInvoice, issueInvoice, issueInvoices } from './issue.ts';
import { getInvoicePdf } from './pdf.ts';
import { previewInvoice } from './preview.ts';

const read = { needs: 'invoices:read' } as const;
const write = { needs: 'invoices:write' } as const;
/** A draft is drawn anew at each look; nobody reads a page a second for long. */
const draw = { ...read, rate: { points: 120, seconds: 60 } };
/** Asked for in every pause of typing, and for every page scrolled to; nothing is written, so nothing need be stored for a repeat. */
const preview = { ...write, idempotent: false, rate: { points: 240, seconds: 60 } } as const;
const issue = { needs: 'invoices:issue' } as const;

export const invoiceEndpoints = [
  endpoint(invoiceRoutes.list, read, (ctx, { query }) => listInvoices(ctx, query)),
  endpoint(invoiceRoutes.summary, read, (ctx, { query }) => summarizeInvoices(ctx, query)),
  endpoint(invoiceRoutes.get, read, (ctx, { params }) => getInvoice(ctx, params.id)),
  endpoint(invoiceRoutes.timeline, read, (ctx, { params }) => getTimeline(ctx, params.id)),
  endpoint(invoiceRoutes.create, write, (ctx, { body }) => createInvoice(ctx, body)),
  endpoint(invoiceRoutes.update, write, (ctx, { params, ifMatch, body }) =>
    updateInvoice(ctx, params.id, ifMatch, body),
  ),
  endpoint(invoiceRoutes.note, write, (ctx, { params, ifMatch, body }) => noteInvoice(ctx, params.id, ifMatch, body)),
  endpoint(invoiceRoutes.setFields, write, (ctx, { params, body }) =>
    setInvoiceFields(ctx, params.id, body.customFields),
  ),
  endpoint(invoiceRoutes.duplicate, write, (ctx, { params }) => duplicateInvoice(ctx, params.id)),
  endpoint(invoiceRoutes.remove, write, (ctx, { params }) => deleteInvoice(ctx, params.id)),
  endpoint(invoiceRoutes.issue, issue, (ctx, { params, ifMatch }) => issueInvoice(ctx, params.id, ifMatch)),
  endpoint(bulkRoutes.issueInvoices, issue, (ctx, { body }) => issueInvoices(ctx, body.ids)),
  endpoint(bulkRoutes.removeDrafts, write, (ctx, { body }) => deleteDrafts(ctx, body.ids)),
  endpoint(bulkRoutes.restoreDrafts, write, (ctx, { body }) => restoreDrafts(ctx, body.ids)),
  endpoint(invoiceRoutes.cancel, issue, (ctx, { params, body }) => cancelInvoice(ctx, params.id, body.reason)),
  endpoint(previewRoutes.invoice, preview, (ctx, { body }) => previewInvoice(ctx, body)),
  endpoint(invoiceRoutes.pdf, draw, async (ctx, { params }) => redirect(await getInvoicePdf(ctx, params.id))),
];
