// What a tenant's client sees: one document per link, nothing else of the tenant.
import * as z from 'zod';
import { DeliveryAddress } from './delivery-addresses.ts';
import { Currency, Day, Instant, Language } from './fields.ts';
import { exchangeShape } from './exchange.ts';
import { StoredFile } from './files.ts';
import {
  Invoice,
  InvoiceKind,
  InvoiceLine,
  InvoiceState,
  Party,
  PaymentState,
  PdfState,
  Seller,
  Totals,
} from './invoices.ts';
import { byId, route } from './route.ts';
import { Token } from './users.ts';

/** A file that the seller shows beside the document. */
export const PortalFile = StoredFile.pick({ id: true, name: true, contentType: true, sizeBytes: true });
export type PortalFile = z.infer<typeof PortalFile>;

/** An issued invoice as its buyer sees it, printed from the snapshot. */
export const PortalInvoice = z.strictObject({
  state: InvoiceState.exclude(['draft']),
  kind: InvoiceKind,
  number: z.string(),
  language: Language,
  currency: Currency,
  issueDate: Day,
  dueDate: Day.nullable(),
  overdueDays: z.int(),
  paymentState: PaymentState,
  settledMinor: z.int(),
  /** What is still to be paid. */
  openMinor: z.int(),
  seller: Seller.omit({ logoKey: true }).extend({ hasLogo: z.boolean() }),
  buyer: Party,
  deliveryAddress: DeliveryAddress.nullable(),
  lines: z.array(InvoiceLine),
  totals: Totals,
  ...Invoice.pick({ charges: true, stopajRate: true, orderNumber: true, orderDate: true, despatches: true }).shape,
  pricesIncludeVat: z.boolean(),
  ...exchangeShape,
  notes: z.string().nullable(),
  /** Newest first. */
  files: z.array(PortalFile),
  pdfState: PdfState,
  cancelledAt: Instant.nullable(),
  /** When this link stops working. */
  expiresAt: Instant,
});
export type PortalInvoice = z.infer<typeof PortalInvoice>;

/** `id` is the link's id, not the invoice's. */
export const portalRoutes = {
  open: route('POST /portal/open', {
    summary: 'Exchange the token of a link for a cookie that holds the document open',
    body: z.strictObject({ token: Token }),
    response: z.strictObject({ linkId: z.uuid(), kind: z.literal('invoice') }),
    status: 200,
  }),
  invoice: route('GET /portal/invoices/{id}', {
    summary: 'The invoice behind a link',
    params: byId,
    response: PortalInvoice,
  }),
  pdf: route('GET /portal/invoices/{id}/pdf', {
    summary: 'Its PDF, by a short-lived address',
    params: byId,
    answer: 'redirect',
  }),
  logo: route('GET /portal/invoices/{id}/logo', { summary: "The seller's logo", params: byId, answer: 'redirect' }),
  file: route('GET /portal/invoices/{id}/files/{fileId}', {
    summary: 'The bytes of a file beside it, by a short-lived address',
    params: z.strictObject({ id: z.uuid(), fileId: z.uuid() }),
    answer: 'redirect',
  }),
  close: route('POST /portal/close', {
    summary: 'Forget every open document in this browser',
    body: z.strictObject({}),
  }),
};
