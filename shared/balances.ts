// What a client owes: balance and ageing per currency, and the statement that tells how it came about.
import * as z from 'zod';
import { Currency, Day } from './fields.ts';
import { PaymentMethod } from './payments.ts';
import { byId, route } from './route.ts';

/** What is still to be paid, by days past due. */
export const ageingShape = {
  notDueMinor: z.int(),
  /** 1 to 30 days past due. */
  days30Minor: z.int(),
  /** 31 to 60. */
  days60Minor: z.int(),
  /** 61 to 90. */
  days90Minor: z.int(),
  /** More than 90. */
  olderMinor: z.int(),
};

export const Balance = z.strictObject({
  currency: Currency,
  /** What is open less unallocated credit; negative when we owe the client. */
  balanceMinor: z.int(),
  openMinor: z.int(),
  overdueMinor: z.int(),
  /** Paid or credited, and not yet given to an invoice; what was paid beyond an invoice's worth included. */
  creditMinor: z.int(),
  ...ageingShape,
});
export type Balance = z.infer<typeof Balance>;

export const ClientBalance = z.strictObject({ clientId: z.uuid(), balances: z.array(Balance) });
export type ClientBalance = z.infer<typeof ClientBalance>;

export const StatementEntry = z.strictObject({
  /** Of the invoice or of the payment. */
  id: z.uuid(),
  /** `returned`: the worth of a return invoice; `openingDebit` and `openingCredit`: from before. */
  kind: z.enum(['invoice', 'openingDebit', 'payment', 'writeOff', 'returned', 'openingCredit']),
  date: Day,
  dueDate: Day.nullable(),
  /** Number of the invoice, or the payment's reference. */
  number: z.string().nullable(),
  method: PaymentMethod.nullable(),
  debitMinor: z.int(),
  creditMinor: z.int(),
  /** After this entry. */
  balanceMinor: z.int(),
});
export type StatementEntry = z.infer<typeof StatementEntry>;

export const StatementPart = z.strictObject({
  currency: Currency,
  /** Before the first day. */
  openingMinor: z.int(),
  debitMinor: z.int(),
  creditMinor: z.int(),
  closingMinor: z.int(),
  entries: z.array(StatementEntry),
});
export type StatementPart = z.infer<typeof StatementPart>;

export const Statement = z.strictObject({
  clientId: z.uuid(),
  clientName: z.string(),
  from: Day,
  to: Day,
  /** One per currency in which there is anything, the business's own first. */
  parts: z.array(StatementPart),
});
export type Statement = z.infer<typeof Statement>;

/** From the first day of the year until today, in the business's zone, unless it says otherwise. */
export const StatementQuery = z.strictObject({
  from: Day.optional(),
  to: Day.optional(),
  currency: Currency.optional(),
});
export type StatementQuery = z.infer<typeof StatementQuery>;

export const balanceRoutes = {
  get: route('GET /clients/{id}/balance', {
    summary: 'What a client owes, per currency, by age',
    params: byId,
    response: ClientBalance,
  }),
  statement: route('GET /clients/{id}/statement', {
    summary: 'Account statement: every document and payment of a period with the balance after it',
    params: byId,
    query: StatementQuery,
    response: Statement,
  }),
  statementPdf: route('GET /clients/{id}/statement/pdf', {
    summary: 'The statement as a PDF, by a short-lived link',
    params: byId,
    query: StatementQuery,
    answer: 'redirect',
  }),
};
