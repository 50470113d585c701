// Which invoice gets how much of a payment: by hand as named, or the oldest first. Pure; the rows are locked by the caller.
import { newId } from '../../../shared/ids.ts';
import type { AllocationInput, PaymentAllocate } from '../../../shared/payments.ts';
import { Problem, type FieldProblem } from '../../../shared/problem.ts';
import type { NewAllocation, Payable } from './store.ts';

/** What there is to give out, and to whose invoices. */
export type Source = { clientId: string; currency: string; leftMinor: number };

/** The oldest first, each as far as it is open, until nothing is left. */
export function oldestFirst(invoices: readonly Payable[], leftMinor: number): NewAllocation[] {
  let left = leftMinor;
  return invoices
    .toSorted((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : one.id < other.id ? -1 : 1))
    .flatMap((invoice) => {
      const amountMinor = Math.min(left, invoice.openMinor);
      if (amountMinor <= 0) return [];
      left -= amountMinor;
      return [{ id: newId(), invoiceId: invoice.id, amountMinor, overpays: false }];
    });
}

function problemOf(invoice: Payable | undefined, { amountMinor }: AllocationInput, source: Source, overpay: boolean) {
  if (!invoice) return { field: 'invoiceId', key: 'payment.unknownInvoice' };
  if (invoice.clientId !== source.clientId) return { field: 'invoiceId', key: 'payment.otherClient' };
  if (invoice.currency !== source.currency) return { field: 'invoiceId', key: 'payment.otherCurrency' };
  if (invoice.state !== 'issued') return { field: 'invoiceId', key: 'payment.notIssued' };
  if (amountMinor > invoice.openMinor && !overpay) return { field: 'amountMinor', key: 'payment.moreThanOpen' };
  return null;
}

/**
 * As named.
 * @throws Problem `unprocessable` with a pointer per allocation that cannot be
 */
export function byHand(
  named: readonly AllocationInput[],
  invoices: readonly Payable[],
  source: Source,
  overpay = false,
): NewAllocation[] {
  const known = new Map(invoices.map((invoice) => [invoice.id, invoice]));
  const seen = new Set<string>();
  const problems: FieldProblem[] = named.flatMap((one, place) => {
    const isTwice = seen.has(one.invoiceId);
    seen.add(one.invoiceId);
    const found = isTwice
      ? { field: 'invoiceId', key: 'payment.invoiceTwice' }
      : problemOf(known.get(one.invoiceId), one, source, overpay);
    return found ? [{ pointer: `#/allocations/${place}/${found.field}`, key: found.key }] : [];
  });
  const sum = named.reduce((whole, { amountMinor }) => whole + amountMinor, 0);
  if (sum > source.leftMinor) problems.push({ pointer: '#/allocations', key: 'payment.moreThanPaid' });
  if (problems.length > 0) throw new Problem('unprocessable', 'payment.cannotAllocate', {}, problems);
  return named.map(({ invoiceId, amountMinor }) => {
    const overpays = amountMinor > (known.get(invoiceId)?.openMinor ?? 0);
    return { id: newId(), invoiceId, amountMinor, overpays };
  });
}

/** What was asked for, of what is there; nothing when nothing was asked for: then it stays as credit. */
export function allocationsOf(asked: PaymentAllocate, invoices: readonly Payable[], source: Source): NewAllocation[] {
  if (asked.oldestFirst) return oldestFirst(invoices, source.leftMinor);
  return byHand(asked.allocations ?? [], invoices, source, asked.overpay);
}
