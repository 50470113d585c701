// What was before: invoices with their old numbers, and what clients owed or had to their credit on the first day.
import * as z from 'zod';
import { AmountMinor, Currency, Day, line } from './fields.ts';
import { Invoice } from './invoices.ts';
import { byId, route } from './route.ts';

/** The number as it stands on the old document, and its date. */
export const HistoricalRecord = z.strictObject({ number: line(30), issueDate: Day });
export type HistoricalRecord = z.infer<typeof HistoricalRecord>;

export const OpeningCreate = z.strictObject({
  id: z.uuid().optional(),
  /** `debit`: the client owes us; `credit`: we owe the client, or it paid ahead. */
  side: z.enum(['debit', 'credit']),
  currency: Currency,
  amountMinor: AmountMinor.min(1),
  openingDate: Day,
  /** Of a debit: when it was to be paid; it counts as overdue after that day. */
  dueDate: Day.nullish(),
  note: line(300).nullish(),
});
export type OpeningCreate = z.infer<typeof OpeningCreate>;

/** Of the invoice that stands for a debit, or of the payment that stands for a credit. */
export const Opening = z.strictObject({ id: z.uuid(), side: z.enum(['debit', 'credit']) });
export type Opening = z.infer<typeof Opening>;

export const historyRoutes = {
  record: route('POST /invoices/{id}/record', {
    summary: 'Keep a draft as an invoice from before, with its old number and date (If-Match)',
    params: byId,
    body: HistoricalRecord,
    response: Invoice,
    status: 200,
  }),
  open: route('POST /clients/{id}/opening-balances', {
    summary: 'Enter what a client owed, or had to its credit, on a day before',
    params: byId,
    body: OpeningCreate,
    response: Opening,
  }),
};
