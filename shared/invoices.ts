// An invoice: what is typed, what is kept, the only places its state may move, and its routes.
import * as z from 'zod';
import { CustomChanges, CustomValues } from './custom-fields.ts';
import { Delivery, DeliveryMailState, DeliveryRequest, PortalLink } from './deliveries.ts';
import { invoiceAddressShape, oneDelivery } from './delivery-addresses.ts';
import { addressShape, Currency, Day, Instant, Language, line, Rate, text } from './fields.ts';
import { ExchangeRate, exchangeShape } from './exchange.ts';
import { looksShape } from './invoice-designs.ts';
import {
  Despatch,
  discountShape,
  InvoiceCharge,
  InvoiceChargeInput,
  InvoiceLine,
  InvoiceLineInput,
  oneDiscount,
  Totals,
} from './invoice-lines.ts';
import { TimelineEntry } from './invoice-timeline.ts';
import { FilterAmount, listQuery, page } from './paging.ts';
import { byId, route } from './route.ts';
import { Series } from './tenants.ts';

export * from './invoice-lines.ts';
export * from './invoice-timeline.ts';

export const InvoiceState = z.enum(['draft', 'issued', 'cancelled']);
export type InvoiceState = z.infer<typeof InvoiceState>;

const moves: Record<InvoiceState, readonly InvoiceState[]> = {
  draft: ['issued'],
  issued: ['cancelled'],
  cancelled: [],
};
/** Whether a document may go from one state to another (DESIGN §7). */
export const canMove = (from: InvoiceState, to: InvoiceState) => moves[from].includes(to);

/** How the printed document stands: made by a job after issue. */
export const PdfState = z.enum(['none', 'pending', 'ready', 'failed']);

const invoiceShape = {
  clientId: z.uuid(),
  ...invoiceAddressShape,
  currency: Currency,
  language: Language,
  dueDate: Day.nullable(),
  /** Unit prices contain VAT. */
  pricesIncludeVat: z.boolean(),
  /** `category`: VAT rounded once per rate, as EN 16931 wants; `line`: once per line, for imported history. */
  roundingMode: z.enum(['category', 'line']),
  ...discountShape,
  /** Typed by hand for a document in a foreign currency; null takes the central bank's at issue. */
  exchangeRate: ExchangeRate.nullable(),
  ...looksShape,
  /** Freight, packing and the like, on top of the lines. */
  charges: z.array(InvoiceChargeInput).max(10),
  /** Income tax that the buyer withholds (stopaj), in percent of the amount without VAT. */
  stopajRate: Rate.nullable(),
  /** The buyer's order. */
  orderNumber: line(50).nullable(),
  orderDate: Day.nullable(),
  despatches: z.array(Despatch).max(20),
  /** Printed on the document. */
  notes: text(2000).nullable(),
  /** For the business alone: never printed, never in the portal. */
  internalNotes: text(4000).nullable(),
  /** The series that is to number it; null for the usual one of the day of issue. */
  chosenSeries: Series.nullable(),
  lines: z.array(InvoiceLineInput).max(500),
};

export const InvoiceInput = z.strictObject(invoiceShape);
export type InvoiceInput = z.infer<typeof InvoiceInput>;

const discountOnce = { error: 'invoice.oneDiscount', path: ['discountMinor'] };
const deliveredOnce = { error: 'invoice.oneDelivery', path: ['deliveryAddress'] };

/** What a new draft may leave out: currency, language, due date, addresses and notes come from client and tenant. */
export const InvoiceCreate = InvoiceInput.partial()
  .required({ clientId: true })
  .extend({ id: z.uuid().optional() })
  .refine(oneDiscount, discountOnce)
  .refine(oneDelivery, deliveredOnce);
export type InvoiceCreate = z.infer<typeof InvoiceCreate>;
export const InvoicePatch = InvoiceInput.partial().refine(oneDiscount, discountOnce).refine(oneDelivery, deliveredOnce);
export type InvoicePatch = z.infer<typeof InvoicePatch>;

/** Seller or buyer as they stood at issue; documents are printed from this, never from live rows. */
export const Party = z.strictObject({
  name: z.string(),
  taxNumber: z.string().nullable(),
  taxOffice: z.string().nullable(),
  ...addressShape,
  email: z.string().nullable(),
  phone: z.string().nullable(),
});
export type Party = z.infer<typeof Party>;
export const Seller = Party.extend({
  website: z.string().nullable(),
  iban: z.string().nullable(),
  bankName: z.string().nullable(),
  brandColour: z.string().nullable(),
  logoKey: z.string().nullable(),
});
export type Seller = z.infer<typeof Seller>;

export const PaymentState = z.enum(['none', 'unpaid', 'partlyPaid', 'paid', 'overpaid']);
/** How the last mail of the document fares; `none` when nothing was sent. */
export const DeliveryState = z.enum(['none', ...DeliveryMailState.options]);
export const EDocumentState = z.enum(['none', 'queued', 'sent', 'accepted', 'rejected', 'error']);

/** `return`: takes back what another invoice sold; `opening`: what a client owed before there were invoices here. */
export const InvoiceKind = z.enum(['sale', 'return', 'opening']);
export type InvoiceKind = z.infer<typeof InvoiceKind>;

const recordShape = {
  id: z.uuid(),
  kind: InvoiceKind,
  /** Entered with the number it had elsewhere. */
  isHistorical: z.boolean(),
  state: InvoiceState,
  /** Worth of its returns. */
  creditedMinor: z.int(),
  /** `ABC2026000000001` from issue on: series, year, nine digits. */
  number: z.string().nullable(),
  clientId: z.uuid(),
  clientName: z.string(),
  /** Of the business's own, never printed. */
  tagIds: z.array(z.uuid()),
  currency: Currency,
  issueDate: Day.nullable(),
  dueDate: Day.nullable(),
  /** With VAT. */
  totalMinor: z.int(),
  /** What the client pays: the total less what it withholds. */
  payableMinor: z.int(),
  /** What payments, returns and write-offs have settled of it. */
  settledMinor: z.int(),
  /** What is still to be paid; 0 for drafts and cancelled ones. */
  openMinor: z.int(),
  paymentState: PaymentState,
  /** Days past due in the tenant's zone today; 0 when not overdue. */
  overdueDays: z.int(),
  deliveryState: DeliveryState,
  eDocumentState: EDocumentState,
  pdfState: PdfState,
  version: z.int(),
  createdAt: Instant,
  updatedAt: Instant,
};

export const InvoiceListItem = z.strictObject(recordShape);
export type InvoiceListItem = z.infer<typeof InvoiceListItem>;

export const Invoice = z.strictObject({
  ...recordShape,
  ...invoiceAddressShape,
  language: Language,
  pricesIncludeVat: z.boolean(),
  roundingMode: invoiceShape.roundingMode,
  ...discountShape,
  ...exchangeShape,
  ...looksShape,
  charges: z.array(InvoiceCharge),
  stopajRate: Rate.nullable(),
  orderNumber: z.string().nullable(),
  orderDate: Day.nullable(),
  despatches: z.array(Despatch),
  notes: z.string().nullable(),
  internalNotes: z.string().nullable(),
  customFields: CustomValues,
  chosenSeries: z.string().nullable(),
  lines: z.array(InvoiceLine),
  totals: Totals,
  seller: Seller.nullable(),
  buyer: Party.nullable(),
  issuedAt: Instant.nullable(),
  cancelledAt: Instant.nullable(),
  cancelReason: z.string().nullable(),
  /** Who wrote its last version, issued or cancelled it; null when that was nobody of today's members. */
  changedByName: z.string().nullable(),
  /** Newest first. */
  deliveries: z.array(Delivery),
  links: z.array(PortalLink),
});
export type Invoice = z.infer<typeof Invoice>;

export const InvoiceList = listQuery(['createdAt', 'issueDate', 'dueDate', 'number', 'totalMinor']).extend({
  state: InvoiceState.optional(),
  kind: InvoiceKind.optional(),
  overdue: z.literal('true').optional(),
  paymentState: PaymentState.exclude(['none']).optional(),
  clientId: z.uuid().optional(),
  tagId: z.uuid().optional(),
  currency: Currency.optional(),
  /** Something is still to be paid. */
  open: z.literal('true').optional(),
  issuedFrom: Day.optional(),
  issuedTo: Day.optional(),
  dueFrom: Day.optional(),
  dueTo: Day.optional(),
  totalFrom: FilterAmount.optional(),
  totalTo: FilterAmount.optional(),
});
export type InvoiceList = z.output<typeof InvoiceList>;

/** Count and sum of what a filter finds, per currency. */
export const InvoiceSummary = z.strictObject({
  count: z.int(),
  sums: z.array(z.strictObject({ currency: Currency, totalMinor: z.int(), overdueMinor: z.int(), openMinor: z.int() })),
});
export type InvoiceSummary = z.infer<typeof InvoiceSummary>;

export const invoiceRoutes = {
  list: route('GET /invoices', {
    summary: 'Invoices, newest first',
    query: InvoiceList,
    response: page(InvoiceListItem),
  }),
  summary: route('GET /invoices/summary', {
    summary: 'Count and sums of the invoices that a filter finds',
    query: InvoiceList.omit({ limit: true, cursor: true, sort: true }),
    response: InvoiceSummary,
  }),
  get: route('GET /invoices/{id}', {
    summary: 'One invoice with its lines, sums, mails and links',
    params: byId,
    response: Invoice,
  }),
  timeline: route('GET /invoices/{id}/timeline', {
    summary: 'What happened to an invoice',
    params: byId,
    response: z.array(TimelineEntry),
  }),
  create: route('POST /invoices', { summary: 'Begin a draft', body: InvoiceCreate, response: Invoice }),
  update: route('PATCH /invoices/{id}', {
    summary: 'Change a draft (If-Match); lines are replaced as a whole',
    params: byId,
    body: InvoicePatch,
    response: Invoice,
  }),
  note: route('PATCH /invoices/{id}/internal-notes', {
    summary: 'Change the internal notes, of an issued invoice too (If-Match)',
    params: byId,
    body: InvoiceInput.pick({ internalNotes: true }),
    response: Invoice,
  }),
  setFields: route('PATCH /invoices/{id}/custom-fields', {
    summary: 'Change values of the business’s own fields, of an issued invoice too; what is not named stays',
    params: byId,
    body: z.strictObject({ customFields: CustomChanges }),
    response: z.strictObject({ customFields: CustomValues }),
  }),
  duplicate: route('POST /invoices/{id}/duplicate', {
    summary: 'Begin a draft with the lines of an invoice, due by the terms of today',
    params: byId,
    response: Invoice,
  }),
  remove: route('DELETE /invoices/{id}', { summary: 'Delete a draft', params: byId }),
  issue: route('POST /invoices/{id}/issue', {
    summary: 'Issue a draft: it takes its number and can no longer change',
    params: byId,
    response: Invoice,
    status: 200,
  }),
  cancel: route('POST /invoices/{id}/cancel', {
    summary: 'Cancel an issued invoice; it keeps its number',
    params: byId,
    body: z.strictObject({ reason: line(500) }),
    response: Invoice,
    status: 200,
  }),
  pdf: route('GET /invoices/{id}/pdf', { summary: 'The PDF, by a short-lived link', params: byId, answer: 'redirect' }),
  send: route('POST /invoices/{id}/deliveries', {
    summary: 'Mail the invoice with its PDF and a link to the portal',
    params: byId,
    body: DeliveryRequest,
    response: Delivery,
  }),
  createLink: route('POST /invoices/{id}/links', {
    summary: 'Make a link to the portal; its address is shown this once',
    params: byId,
    response: z.strictObject({ link: PortalLink, url: z.string() }),
  }),
};
