// What clients of the consultancy paid: most in full around the due day, some a part, some not yet.
import { getInvoice } from '../../../../functions/billing/invoices/invoices.ts';
import { createPayment } from '../../../../functions/billing/payments/payments.ts';
import { addDays, daysBetween } from '../../../../shared/dates.ts';
import type { PaymentMethod } from '../../../../shared/payments.ts';
import type { Planned } from './plan.ts';
import type { Stage } from '../stage.ts';

const methods: PaymentMethod[] = ['bank', 'bank', 'bank', 'card', 'cash'];

/** What is long due was paid, but for one; of the rest of five invoices three are paid, one in part, one not. */
function paidShare(place: number, dueDate: string, todays: string): number {
  if (place === 17) return 0;
  if (daysBetween(dueDate, todays) > 75) return 1;
  return [1, 0, 1, 0.5, 1][place % 5] ?? 0;
}

/**
 * Records what was paid for one invoice, on its own day; nothing when that day has not come.
 * @param place of the invoice in the plan
 */
export async function receive(
  stage: Stage,
  token: string,
  planned: Planned,
  invoiceId: string,
  place: number,
  todays: string,
): Promise<void> {
  const share = paidShare(place, planned.dueDate, todays);
  const paymentDate = addDays(planned.dueDate, ((place * 7) % 21) - 9);
  const isOwed = !['draft', 'cancelled', 'bounced'].includes(planned.fate);
  if (!isOwed || share === 0 || paymentDate >= todays) return;
  stage.setTime(new Date(`${paymentDate}T11:${String(10 + (place % 40))}:00Z`));
  const { clientId, currency, openMinor } = await getInvoice(stage.as(token, 'invoices:read'), invoiceId);
  const amountMinor = share === 1 ? openMinor : Math.trunc(openMinor / 200) * 100;
  await createPayment(stage.as(token, 'payments:write'), {
    clientId,
    currency,
    paymentDate,
    amountMinor,
    method: methods[place % methods.length] ?? 'bank',
    reference: place % 2 === 0 ? `DKT-${paymentDate.slice(0, 4)}-${String(1000 + place * 7)}` : null,
    allocations: [{ invoiceId, amountMinor }],
  });
}
