// An invoice: what is typed, what is kept, the only places its state may move, and its routes.
import * as z from 'zod';
import { Delivery, DeliveryMailState, DeliveryRequest, PortalLink } from './deliveries.ts';
import { addressShape, AmountMinor, Currency, Day, Instant, Language, line } from './fields.ts';
import { Quantity, Rate, text, UnitPrice } from './fields.ts';
import { ExchangeRate, exchangeShape } from './exchange.ts';
import { looksShape } from './invoice-designs.ts';
import { FilterAmount, listQuery, page } from './paging.ts';
import { byId, route } from './route.ts';

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

/** A discount: a percentage, an amount, or none; never both (the database refuses that too). */
const discountShape = { discountRate: Rate.nullable(), discountMinor: AmountMinor.nullable() };
const oneDiscount = (value: { discountRate?: string | null; discountMinor?: number | null }) =>
  value.discountRate == null || value.discountMinor == null;

export const InvoiceLineInput = z
  .strictObject({
    description: line(500),
    quantity: Quantity,
    /** UN/ECE Recommendation 20 unit code, C62 = piece, HUR = hour. */
    unit: z.string().regex(/^[A-Z0-9]{2,3}$/),
    unitPrice: UnitPrice,
    vatRate: Rate,
    ...discountShape,
    /** The product that the line came from; what the line says stays its own. */
    productId: z.uuid().nullish(),
  })
  .refine(oneDiscount, { error: 'invoice.oneDiscount', path: ['discountMinor'] });
export type InvoiceLineInput = z.infer<typeof InvoiceLineInput>;

const invoiceShape = {
  clientId: z.uuid(),
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
  /** Printed on the document. */
  notes: text(2000).nullable(),
  lines: z.array(InvoiceLineInput).max(500),
};

export const InvoiceInput = z.strictObject(invoiceShape);
export type InvoiceInput = z.infer<typeof InvoiceInput>;

/** What a new draft may leave out: currency, language, due date and notes come from client and tenant. */
export const InvoiceCreate = InvoiceInput.partial()
  .required({ clientId: true })
  .extend({ id: z.uuid().optional() })
  .refine(oneDiscount, { error: 'invoice.oneDiscount', path: ['discountMinor'] });
export type InvoiceCreate = z.infer<typeof InvoiceCreate>;
export const InvoicePatch = InvoiceInput.partial().refine(oneDiscount, {
  error: 'invoice.oneDiscount',
  path: ['discountMinor'],
});
export type InvoicePatch = z.infer<typeof InvoicePatch>;

/** Sums of a document, made by `shared/totals.ts` and nowhere else. */
export const Totals = z.strictObject({
  /** Sum of lines before any discount, without VAT. */
  subtotalMinor: z.int(),
  /** Line and document discounts together, without VAT. */
  discountMinor: z.int(),
  /** VAT base. */
  netMinor: z.int(),
  vatMinor: z.int(),
  totalMinor: z.int(),
  vat: z.array(z.strictObject({ rate: Rate, baseMinor: z.int(), vatMinor: z.int() })),
});
export type Totals = z.infer<typeof Totals>;

export const InvoiceLine = z.strictObject({
  ...InvoiceLineInput.shape,
  position: z.int(),
  /** After the line's discount, before the document's; without VAT. */
  netMinor: z.int(),
  /** As printed in the line: with VAT when prices include it, else without. */
  amountMinor: z.int(),
});
export type InvoiceLine = z.infer<typeof InvoiceLine>;

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
  currency: Currency,
  issueDate: Day.nullable(),
  dueDate: Day.nullable(),
  totalMinor: z.int(),
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
  language: Language,
  pricesIncludeVat: z.boolean(),
  roundingMode: invoiceShape.roundingMode,
  ...discountShape,
  ...exchangeShape,
  ...looksShape,
  notes: z.string().nullable(),
  lines: z.array(InvoiceLine),
  totals: Totals,
  seller: Seller.nullable(),
  buyer: Party.nullable(),
  issuedAt: Instant.nullable(),
  cancelledAt: Instant.nullable(),
  cancelReason: z.string().nullable(),
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

export const TimelineEntry = z.strictObject({
  at: Instant,
  /** In the order in which they happen within one second. */
  kind: z.enum([
    'created',
    'issued',
    'pdfReady',
    'mailQueued',
    'mailAccepted',
    'mailDelivered',
    'mailOpened',
    'mailBounced',
    'mailFailed',
    'linkOpened',
    'linkRevoked',
    'cancelled',
  ]),
  actorName: z.string().nullable(),
  detail: z.string().nullable(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

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
