// Return invoices: goods or services that go back, whole or in part, as a document of their own that settles the original.
import * as z from 'zod';
import { Currency, Day, line, Quantity } from './fields.ts';
import { Invoice, InvoiceState } from './invoices.ts';
import { byId, route } from './route.ts';

export const ReturnCreate = z.strictObject({
  id: z.uuid().optional(),
  /** Which lines of the original go back, and how much of each; everything that is left of it when left out. */
  lines: z
    .array(z.strictObject({ position: z.int().min(1).max(500), quantity: Quantity }))
    .min(1)
    .max(500)
    .optional(),
  /** Printed on the return invoice, together with number and date of the original. */
  reason: line(300),
});
export type ReturnCreate = z.infer<typeof ReturnCreate>;

const Related = z.strictObject({
  id: z.uuid(),
  number: z.string().nullable(),
  state: InvoiceState,
  issueDate: Day.nullable(),
  currency: Currency,
  totalMinor: z.int(),
});

/** How an invoice and its returns stand to each other. */
export const Returns = z.strictObject({
  /** What this document takes back; null unless it is a return. */
  original: Related.nullable(),
  /** Newest first, cancelled ones included. */
  returns: z.array(Related),
  /** Worth of the returns that hold. */
  creditedMinor: z.int(),
  /** What of each line can still go back; empty when the invoice cannot be returned. */
  left: z.array(
    z.strictObject({
      position: z.int(),
      description: z.string(),
      unit: z.string(),
      quantity: Quantity,
      soldQuantity: Quantity,
      amountMinor: z.int(),
    }),
  ),
});
export type Returns = z.infer<typeof Returns>;

export const returnRoutes = {
  get: route('GET /invoices/{id}/returns', {
    summary: 'Returns of an invoice, what it returns itself, and what can still go back',
    params: byId,
    response: Returns,
  }),
  create: route('POST /invoices/{id}/returns', {
    summary: 'Issue a return invoice for an issued invoice or part of it; its worth settles the original',
    params: byId,
    body: ReturnCreate,
    response: Invoice,
  }),
};
