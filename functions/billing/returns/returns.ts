// Return invoices: issued in one act from the original, with a number of their own; their worth settles the original.
import { today } from '../../../shared/dates.ts';
import { formatDay } from '../../../shared/format.ts';
import { newId } from '../../../shared/ids.ts';
import type { Invoice } from '../../../shared/invoices.ts';
import { words } from '../../../shared/messages/index.ts';
import { Problem } from '../../../shared/problem.ts';
import type { ReturnCreate, Returns } from '../../../shared/returns.ts';
import { missingSellerFields, type Tenant } from '../../../shared/tenants.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import { enqueue } from '../../platform/outbox.ts';
import { exchangeLike } from '../exchange-rates/fixed.ts';
import { billedTo, returnAddresses } from '../invoices/addresses.ts';
import { buyerOf, sellerOf, sumsOf } from '../invoices/compose.ts';
import { found } from '../invoices/drafts.ts';
import { invoiceStatements, toInput, toInvoice } from '../invoices/invoices.ts';
import { InvoicePdf } from '../invoices/messages.ts';
import { paymentStatements } from '../payments/payments.ts';
import { getDiscountGone, getGone, getRelated } from './store.ts';
import { leftOf, quantityText, takeBack } from './take-back.ts';

/** Returns of an invoice, what it returns itself, and what of its lines can still go back. One round trip. */
export async function getReturns(ctx: Context, id: string): Promise<Returns> {
  const [heads, lines, gone, related] = await flush(ctx, [
    invoiceStatements.head(id, ctx.clock()),
    invoiceStatements.lines(id),
    getGone(id),
    getRelated(id),
  ]);
  const { state, kind, creditedMinor } = one(heads);
  const plain = related.map(({ isOriginal, ...document }) => ({ isOriginal, document }));
  const left = state === 'issued' && kind === 'sale' ? leftOf(lines, gone) : [];
  return {
    original: plain.find(({ isOriginal }) => isOriginal)?.document ?? null,
    returns: plain.filter(({ isOriginal }) => !isOriginal).map(({ document }) => document),
    creditedMinor,
    left: left
      .filter(({ quantity }) => quantity > 0n)
      .map(({ line, quantity, amountMinor }) => ({
        ...{ position: line.position, description: line.description, unit: line.unit, amountMinor },
        ...{ quantity: quantityText(quantity), soldQuantity: line.quantity },
      })),
  };
}

function checkSeller(tenant: Tenant): void {
  const problems = missingSellerFields(tenant).map((field) => ({
    pointer: `#/seller/${field}`,
    key: `seller.${field}`,
  }));
  if (problems.length > 0) throw new Problem('unprocessable', 'invoice.incomplete', {}, problems);
}

const tongues = ['tr', 'en'] as const;

/** What the return says of its original, in the languages of the document, its own first. */
function notesOf(
  { number, language, issueDate, isBilingual }: Pick<Invoice, 'number' | 'language' | 'issueDate' | 'isBilingual'>,
  reason: string,
): string {
  const spoken = isBilingual ? tongues.toSorted((one) => (one === language ? -1 : 1)) : [language];
  const note = (one: Invoice['language']) =>
    words(one, 'return.notes', { number: number ?? '', date: formatDay(issueDate ?? '', one), reason });
  return spoken.map(note).join('\n');
}

/**
 * Issues a return invoice for an issued invoice: all that is left of it, or the lines and quantities named. Its worth becomes credit of the
 * client, which settles the original as far as that is open. Two round trips.
 * @throws Problem `conflict` when the original cannot be returned or nothing is left, `unprocessable` with a pointer per line
 */
export async function createReturn(
  ctx: Context,
  originalId: string,
  { id = newId(), lines: asked, reason }: ReturnCreate,
): Promise<Invoice> {
  const now = ctx.clock();
  return inTenant(ctx, async (tx) => {
    const [heads, lines, gone, discounts, tenants, clients, addresses, lastDays] = await tx.read([
      invoiceStatements.head(originalId, now, 'for update'),
      invoiceStatements.lines(originalId),
      getGone(originalId),
      getDiscountGone(originalId),
      ownTenant(),
      invoiceStatements.buyer(originalId),
      invoiceStatements.addresses(originalId),
      invoiceStatements.lastIssueDates(),
    ]);
    const original = one(heads);
    if (original.state !== 'issued' || original.kind !== 'sale') throw new Problem('conflict', 'return.notIssued');
    const tenant = one(tenants);
    checkSeller(tenant);
    const { number, currency, clientId } = original;
    const notes = notesOf(original, reason);
    const places = returnAddresses(original, addresses);
    const input = { ...toInput(original, lines), ...places, charges: original.charges, notes, chosenSeries: null };
    const { draft, positions } = takeBack(input, lines, gone, one(discounts).minor, asked);
    const sums = sumsOf(draft);
    const series = tenant.returnSeries ?? tenant.invoiceSeries;
    const lastDay = lastDays.find((last) => last.series === series)?.day;
    const day = [today(tenant.timeZone, now), lastDay ?? ''].sort().at(-1) ?? '';
    const worth = sums.totals.payableMinor;
    const settled = Math.min(worth, original.openMinor);
    const credit = { id: newId(), kind: 'return' as const, clientId, paymentDate: day, currency, amountMinor: worth };
    const allocation = { id: newId(), invoiceId: originalId, amountMinor: settled, overpays: false };
    tx.write(
      invoiceStatements.insert(id, draft, sums, now, { kind: 'return', originalId }),
      ...invoiceStatements.insertLines(id, draft.lines, sums.lines, positions),
      ...(worth > 0
        ? [paymentStatements.insert({ ...credit, method: null, reference: number, note: reason, returnId: id }, now)]
        : []),
      ...(settled > 0 ? [paymentStatements.allocate(credit.id, [allocation], now)] : []),
      audit(ctx, 'invoice.returned', {
        subjectKind: 'invoice',
        subjectId: id,
        detail: { number, clientName: original.clientName, totalMinor: sums.totals.totalMinor, currency, reason },
      }),
      enqueue(ctx, InvoicePdf, { invoiceId: id }),
      invoiceStatements.issue(
        id,
        {
          ...{ series, day, deliveryAddress: null, seller: sellerOf(tenant, currency) },
          buyer: buyerOf(one(clients), billedTo(original, addresses)),
          exchange: exchangeLike(original, sums.totals),
        },
        now,
      ),
    );
    return found(toInvoice(await tx.commit(invoiceStatements.read(id, now)), ctx.language));
  });
}
