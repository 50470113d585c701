// Writing off: what of an invoice will not be paid any more, a rounding rest or a bad debt, with its reason.
import { today } from '../../../shared/dates.ts';
import { newId } from '../../../shared/ids.ts';
import type { Payment, WriteOffCreate } from '../../../shared/payments.ts';
import { Problem } from '../../../shared/problem.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { inTenant, one } from '../../platform/flush.ts';
import { byHand } from './allocate.ts';
import { checkDay, toPayment } from './payments.ts';
import { insertAllocations, insertPayment, lockInvoices, readPayment } from './store.ts';

/**
 * Gives up what is still to be paid of an invoice, or part of it.
 * @throws Problem `notFound`, `conflict` when nothing is to be paid, `unprocessable` for more than that, `invalid` for a day to come
 */
export async function writeOff(ctx: Context, invoiceId: string, typed: WriteOffCreate): Promise<Payment> {
  const now = ctx.clock();
  const id = newId();
  return inTenant(ctx, async (tx) => {
    const [invoices, tenants] = await tx.read([lockInvoices([invoiceId]), ownTenant()]);
    const invoice = one(invoices);
    if (invoice.openMinor === 0) throw new Problem('conflict', 'payment.nothingOpen');
    const amountMinor = typed.amountMinor ?? invoice.openMinor;
    if (amountMinor > invoice.openMinor) {
      const key = 'payment.moreThanOpen';
      throw new Problem('unprocessable', key, {}, [{ pointer: '#/amountMinor', key }]);
    }
    const day = today(one(tenants).timeZone, now);
    const paymentDate = typed.paymentDate ?? day;
    checkDay(paymentDate, day);
    const { clientId, currency, number } = invoice;
    const source = { clientId, currency, leftMinor: amountMinor };
    const fact = { id, kind: 'writeOff' as const, clientId, paymentDate, currency, amountMinor, method: null };
    tx.write(
      insertPayment({ ...fact, reference: null, note: typed.note }, now),
      insertAllocations(id, byHand([{ invoiceId, amountMinor }], invoices, source), now),
      audit(ctx, 'invoice.writtenOff', {
        subjectKind: 'invoice',
        subjectId: invoiceId,
        detail: { number, amountMinor, currency, reason: typed.note },
      }),
    );
    return toPayment(await tx.commit(readPayment(id)));
  });
}
