// From rows to the invoice of the contract, and from there to what was typed.
import type { Language } from '../../../shared/fields.ts';
import { InvoiceInput, type Invoice, type InvoiceLine } from '../../../shared/invoices.ts';
import type { RowsOf } from '../../platform/statement.ts';
import { readable } from './reasons.ts';
import type { Head, readInvoice } from './store.ts';

/** Null when there is no such invoice. @param language of whoever reads it */
export function toInvoice(
  [heads, lines, deliveries, links]: RowsOf<ReturnType<typeof readInvoice>>,
  language: Language,
): Invoice | null {
  const [head] = heads;
  if (!head) return null;
  const { tenantId, pdfKey, subtotalMinor, discountTotalMinor, chargeMinor, netMinor, vatMinor, vat, ...rest } = head;
  const { withholding, withheldMinor, stopajMinor, ...record } = rest;
  const { totalMinor, payableMinor } = head;
  const totals = {
    ...{ subtotalMinor, discountMinor: discountTotalMinor, chargeMinor, netMinor, vatMinor, totalMinor, vat },
    ...{ withholding, withheldMinor, stopajMinor, payableMinor },
  };
  return { ...record, lines, totals, deliveries: deliveries.map((delivery) => readable(delivery, language)), links };
}

const isTyped = (field: string): field is Exclude<keyof InvoiceInput, 'lines' | 'charges'> =>
  field !== 'lines' && field !== 'charges';
const inputFields = Object.keys(InvoiceInput.shape).filter(isTyped);

/** What was typed into an invoice, and nothing of what follows from it. */
export function toInput(head: Head, lines: InvoiceLine[]): InvoiceInput {
  const typed = Object.fromEntries(inputFields.map((field) => [field, head[field]]));
  return {
    // The very fields of the contract, each with its own value.
    ...(typed as Pick<Head, (typeof inputFields)[number]>),
    charges: head.charges.map(({ amountMinor, netMinor, vatMinor, ...charge }) => charge),
    lines: lines.map(({ position, netMinor, amountMinor, vatMinor, withheldMinor, ...line }) => line),
  };
}
