// From rows to the invoice of the contract, and from there to what was typed.
import type { Language } from '../../../shared/fields.ts';
import type { Invoice, InvoiceInput, InvoiceLine } from '../../../shared/invoices.ts';
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
  const { tenantId, pdfKey, subtotalMinor, discountTotalMinor, netMinor, vatMinor, vat, ...record } = head;
  const totals = {
    subtotalMinor,
    discountMinor: discountTotalMinor,
    netMinor,
    vatMinor,
    totalMinor: head.totalMinor,
    vat,
  };
  return { ...record, lines, totals, deliveries: deliveries.map((delivery) => readable(delivery, language)), links };
}

export function toInput(head: Head, lines: InvoiceLine[]): InvoiceInput {
  const { clientId, currency, language, dueDate, pricesIncludeVat, roundingMode, discountRate, discountMinor, notes } =
    head;
  const { exchangeRate, design, isBilingual } = head;
  return {
    ...{ clientId, currency, language, dueDate, pricesIncludeVat, roundingMode, discountRate, discountMinor, notes },
    ...{ exchangeRate, design, isBilingual },
    lines: lines.map(({ position, netMinor, amountMinor, ...typed }) => typed),
  };
}
