// What can be done with payments: call, say so, and let the pages read anew.
import type { Currency } from '@crmfex/shared/fields.ts';
import { newId } from '@crmfex/shared/ids.ts';
import {
  type Payment,
  type PaymentAllocate,
  type PaymentAllocation,
  type PaymentListItem,
  type PaymentCreate,
  paymentRoutes,
  type WriteOffCreate,
} from '@crmfex/shared/payments.ts';
import { toast } from '@crmfex/shared/ui/toasts.svelte.ts';
import { invalidate } from '$app/navigation';
import { api } from '../api.ts';
import { money } from '../format.ts';
import { m } from '../paraglide/messages.js';
import { problemText } from '../problems.ts';

const moved = (url: URL) => /^app:(payments|invoices|invoice:|client:)/.test(url.href);

/** @throws Problem */
export async function recordPayment(body: PaymentCreate, key: string) {
  const payment = await api(paymentRoutes.create, { body, idempotencyKey: key });
  await invalidate(moved);
  toast(m.payments_recorded({ amount: money(payment.amountMinor, payment.currency) }));
  return payment;
}

/** @throws Problem */
export async function allocatePayment(id: string, body: PaymentAllocate, key: string) {
  const payment = await api(paymentRoutes.allocate, { params: { id }, body, idempotencyKey: key });
  await invalidate(moved);
  toast(m.payments_allocated());
  return payment;
}

/** Done at once, with a way back: the same amount for the same invoice. */
export async function takeBack(payment: Payment, { id, invoiceId, invoiceNumber, amountMinor }: PaymentAllocation) {
  try {
    await api(paymentRoutes.takeBack, { params: { id: payment.id, allocationId: id } });
    await invalidate(moved);
  } catch (cause) {
    toast(problemText(cause), { tone: 'bad' });
    return;
  }
  const key = newId();
  const give = () =>
    allocatePayment(payment.id, { allocations: [{ invoiceId, amountMinor }] }, key).catch((cause: unknown) =>
      toast(problemText(cause), { tone: 'bad' }),
    );
  toast(
    m.payments_taken_back({
      name: invoiceNumber ?? m.payments_kind_opening(),
      amount: money(amountMinor, payment.currency),
    }),
    { action: { label: m.undo(), run: () => void give() } },
  );
}

/** The one payment of a client with something left in a currency; undefined when there are several, or none. */
export async function onlyCredit(clientId: string, currency: Currency): Promise<PaymentListItem | undefined> {
  const { items } = await api(paymentRoutes.list, { query: { clientId, currency, state: 'credit', limit: 2 } });
  return items.length === 1 ? items[0] : undefined;
}

/** @throws Problem */
export async function voidPayment(id: string, reason: string, key: string) {
  await api(paymentRoutes.void, { params: { id }, body: { reason }, idempotencyKey: key });
  await invalidate(moved);
  toast(m.payments_voided());
}

/** @throws Problem */
export async function writeOff(invoiceId: string, body: WriteOffCreate, key: string) {
  await api(paymentRoutes.writeOff, { params: { id: invoiceId }, body, idempotencyKey: key });
  await invalidate(moved);
  toast(m.payments_written_off());
}
