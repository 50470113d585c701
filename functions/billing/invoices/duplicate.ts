// A new draft from an invoice that is there: the same lines and prices, due by today's terms.
import { newId } from '../../../shared/ids.ts';
import type { Invoice } from '../../../shared/invoices.ts';
import { Problem } from '../../../shared/problem.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import type { Context } from '../../platform/context.ts';
import { inTenant, one } from '../../platform/flush.ts';
import { getChosenAddresses } from './address-store.ts';
import { keptAddresses } from './addresses.ts';
import { beginDraft, usable } from './drafts.ts';
import { copyMarks } from './marks-store.ts';
import { toInput } from './record.ts';
import { getBuyer, getHead, getLines } from './store.ts';

/**
 * Begins a draft with what was typed into another invoice, whatever its state; the days to pay are counted anew from today, and its rate is that of its own day.
 * @throws Problem `notFound`, `conflict` for a return or an opening balance, and when the client is archived by now
 */
export async function duplicateInvoice(ctx: Context, originalId: string): Promise<Invoice> {
  const now = ctx.clock();
  return inTenant(ctx, async (tx) => {
    const [heads, originals, clients, tenants, addresses] = await tx.read([
      getHead(originalId, now),
      getLines(originalId),
      getBuyer(originalId),
      ownTenant(),
      getChosenAddresses(originalId),
    ]);
    const head = one(heads);
    if (head.kind !== 'sale') throw new Problem('conflict', 'invoice.cannotDuplicate');
    const typed = {
      ...toInput(head, originals),
      ...keptAddresses(head, addresses),
      dueDate: undefined,
      exchangeRate: null,
      // An issued invoice keeps the design it was printed in; the new one follows the business.
      design: null,
      // Orders, despatch notes and what was noted belong to the one invoice.
      ...{ orderNumber: null, orderDate: null, despatches: [], internalNotes: null },
    };
    const id = newId();
    return beginDraft(ctx, tx, {
      id,
      typed,
      more: [copyMarks(id, originalId)],
      client: usable(clients),
      tenant: one(tenants),
      addresses,
    });
  });
}
