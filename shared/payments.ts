// Payments: money a client paid, what of it settles which invoice, what is written off; facts that only another fact undoes.
import * as z from 'zod';
import { exchangedBack, ExchangeRate } from './exchange.ts';
import { AmountMinor, Currency, Day, Instant, line, text } from './fields.ts';
import { InvoiceState } from './invoices.ts';
import { listQuery, page } from './paging.ts';
import { byId, route } from './route.ts';

/** `payment`: money received; `writeOff`: given up; `return`: the worth of a return invoice; `opening`: credit from before. */
export const PaymentKind = z.enum(['payment', 'writeOff', 'return', 'opening']);
export type PaymentKind = z.infer<typeof PaymentKind>;
export const PaymentMethod = z.enum(['bank', 'cash', 'card', 'cheque', 'other']);
export type PaymentMethod = z.infer<typeof PaymentMethod>;

const Amount = AmountMinor.min(1);

export const AllocationInput = z.strictObject({ invoiceId: z.uuid(), amountMinor: Amount });
export type AllocationInput = z.infer<typeof AllocationInput>;

/** What came, when that was another currency than the payment's, and its units for one of the payment's. */
export const Received = z.strictObject({ currency: Currency, amountMinor: Amount, rate: ExchangeRate });
export type Received = z.infer<typeof Received>;

/** The payment is what came, at its rate. */
function isWorth({
  received,
  currency,
  amountMinor,
}: {
  received?: Received | null;
  currency: Currency;
  amountMinor: number;
}) {
  // A rate that is none is told by itself.
  if (!received || !ExchangeRate.safeParse(received.rate).success) return true;
  if (received.currency === currency) return false;
  return exchangedBack(received.amountMinor, received.rate, received.currency, currency) === amountMinor;
}

const allocationShape = {
  /** What goes to which invoice, each invoice once; what is left over stays as credit of the client. */
  allocations: z.array(AllocationInput).max(100).optional(),
  /** Instead of naming invoices: to the oldest open ones, as far as it reaches. */
  oldestFirst: z.boolean().optional(),
  /** Lets an allocation exceed what is still to be paid; otherwise that is refused. */
  overpay: z.boolean().optional(),
};
const notBoth = (value: { allocations?: unknown; oldestFirst?: boolean }) => !(value.allocations && value.oldestFirst);
const notBothProblem = { error: 'payment.handOrOldest', path: ['oldestFirst'] };

export const PaymentCreate = z
  .strictObject({
    id: z.uuid().optional(),
    clientId: z.uuid(),
    paymentDate: Day,
    currency: Currency,
    amountMinor: Amount,
    method: PaymentMethod,
    /** Number of the bank's slip, of the cheque, of the receipt. */
    reference: line(100).nullish(),
    note: text(1000).nullish(),
    /** When it came in another currency: an invoice in euros that is paid in lira. */
    received: Received.nullish(),
    ...allocationShape,
  })
  .refine(notBoth, notBothProblem)
  .refine(isWorth, { error: 'payment.received', path: ['received', 'amountMinor'] });
export type PaymentCreate = z.infer<typeof PaymentCreate>;

export const PaymentAllocate = z.strictObject(allocationShape).refine(notBoth, notBothProblem);
export type PaymentAllocate = z.infer<typeof PaymentAllocate>;

export const WriteOffCreate = z.strictObject({
  /** All that is still to be paid when left out. */
  amountMinor: Amount.optional(),
  paymentDate: Day.optional(),
  /** Why it will not be paid. */
  note: line(500),
});
export type WriteOffCreate = z.infer<typeof WriteOffCreate>;

export const PaymentVoid = z.strictObject({ reason: line(500) });

const recordShape = {
  id: z.uuid(),
  kind: PaymentKind,
  clientId: z.uuid(),
  clientName: z.string(),
  paymentDate: Day,
  currency: Currency,
  amountMinor: z.int(),
  /** What of it settles invoices; the rest is credit of the client, unless it is voided. */
  allocatedMinor: z.int(),
  method: PaymentMethod.nullable(),
  reference: z.string().nullable(),
  note: z.string().nullable(),
  received: Received.nullable(),
  isVoided: z.boolean(),
  createdAt: Instant,
};

export const PaymentListItem = z.strictObject(recordShape);
export type PaymentListItem = z.infer<typeof PaymentListItem>;

/** What of a payment settles one invoice. */
export const PaymentAllocation = z.strictObject({
  id: z.uuid(),
  invoiceId: z.uuid(),
  invoiceNumber: z.string().nullable(),
  invoiceState: InvoiceState,
  payableMinor: z.int(),
  amountMinor: z.int(),
  createdAt: Instant,
});
export type PaymentAllocation = z.infer<typeof PaymentAllocation>;

export const Payment = z.strictObject({
  ...recordShape,
  createdByName: z.string().nullable(),
  voidedAt: Instant.nullable(),
  voidedByName: z.string().nullable(),
  voidReason: z.string().nullable(),
  /** Those that still hold, oldest first. */
  allocations: z.array(PaymentAllocation),
});
export type Payment = z.infer<typeof Payment>;

/** As an invoice shows it: what settled it, taken back or not, newest first. */
export const Settlement = z.strictObject({
  /** Of the allocation. */
  id: z.uuid(),
  paymentId: z.uuid(),
  kind: PaymentKind,
  paymentDate: Day,
  method: PaymentMethod.nullable(),
  reference: z.string().nullable(),
  note: z.string().nullable(),
  received: Received.nullable(),
  amountMinor: z.int(),
  /** Of the whole payment, which may settle other invoices too. */
  paymentMinor: z.int(),
  isTakenBack: z.boolean(),
  createdAt: Instant,
});
export type Settlement = z.infer<typeof Settlement>;

export const PaymentList = listQuery(['paymentDate', 'amountMinor', 'createdAt']).extend({
  clientId: z.uuid().optional(),
  kind: PaymentKind.optional(),
  method: PaymentMethod.optional(),
  currency: Currency.optional(),
  from: Day.optional(),
  to: Day.optional(),
  /** `valid` leaves voided ones out, `credit` keeps those with something left to allocate. */
  state: z.enum(['valid', 'credit', 'voided']).optional(),
});
export type PaymentList = z.output<typeof PaymentList>;

/** Count of what a filter finds; sums per currency, of those that are not voided. */
export const PaymentSummary = z.strictObject({
  count: z.int(),
  sums: z.array(z.strictObject({ currency: Currency, amountMinor: z.int(), creditMinor: z.int() })),
});
export type PaymentSummary = z.infer<typeof PaymentSummary>;

export const paymentRoutes = {
  list: route('GET /payments', {
    summary: 'Payments, write-offs and credits, newest first',
    query: PaymentList,
    response: page(PaymentListItem),
  }),
  summary: route('GET /payments/summary', {
    summary: 'Count and sums of the payments that a filter finds',
    query: PaymentList.omit({ limit: true, cursor: true, sort: true }),
    response: PaymentSummary,
  }),
  get: route('GET /payments/{id}', {
    summary: 'One payment with what it settles',
    params: byId,
    response: Payment,
  }),
  create: route('POST /payments', {
    summary: 'Record money received, and what of it settles which invoice',
    body: PaymentCreate,
    response: Payment,
  }),
  allocate: route('POST /payments/{id}/allocations', {
    summary: 'Settle invoices with what is left of a payment',
    params: byId,
    body: PaymentAllocate,
    response: Payment,
  }),
  takeBack: route('DELETE /payments/{id}/allocations/{allocationId}', {
    summary: 'Take back what of a payment settles an invoice; it is left to be allocated again',
    params: z.strictObject({ id: z.uuid(), allocationId: z.uuid() }),
    response: Payment,
    status: 200,
  }),
  void: route('POST /payments/{id}/void', {
    summary: 'Undo a payment; it stays on record with the reason',
    params: byId,
    body: PaymentVoid,
    response: Payment,
    status: 200,
  }),
  ofInvoice: route('GET /invoices/{id}/payments', {
    summary: 'What settled an invoice, newest first',
    params: byId,
    response: z.array(Settlement),
  }),
  writeOff: route('POST /invoices/{id}/write-off', {
    summary: 'Give up what is still to be paid of an invoice, or part of it',
    params: byId,
    body: WriteOffCreate,
    response: Payment,
  }),
};
