// What can be done with payments: call, say so, and let the pages read anew.
import {
  type PaymentAllocate,
  type PaymentCreate,
  paymentRoutes,
  type WriteOffCreate,
} from '@crmfex/shared/payments.ts';
import { toast } from '@crmfex/shared/ui/toasts.svelte.ts';
import { invalidate } from '$app/navigation';
import { api } from '../api.ts';
import { money } from '../format.ts';
import { m } from '../paraglide/messages.js';

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
