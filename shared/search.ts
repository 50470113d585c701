// Search across everything a business has: clients, contacts, invoices, products and payments, the best first.
import * as z from 'zod';
import { Currency, line } from './fields.ts';
import { route } from './route.ts';

export const SearchKind = z.enum(['client', 'contact', 'invoice', 'product', 'payment']);
export type SearchKind = z.infer<typeof SearchKind>;

export const SearchHit = z.strictObject({
  kind: SearchKind,
  id: z.uuid(),
  /** The record it belongs to: the client of a contact, an invoice or a payment. */
  parentId: z.uuid().nullable(),
  /** Empty for what has no number: a draft, or an opening balance. */
  title: z.string(),
  detail: z.string(),
  amountMinor: z.int().nullable(),
  currency: Currency.nullable(),
  /** An invoice that is not issued yet. */
  isDraft: z.boolean(),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const searchRoutes = {
  find: route('GET /search', {
    summary: 'What the words may mean, folded and with room for a typing error, the best first',
    query: z.strictObject({ q: line(100) }),
    response: z.strictObject({ hits: z.array(SearchHit).max(20) }),
  }),
};
