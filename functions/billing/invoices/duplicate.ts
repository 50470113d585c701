// A new draft from an invoice that is there: the same lines and prices, due by today's terms.
import { today } from '../../../shared/dates.ts';
import { newId } from '../../../shared/ids.ts';
import type { Invoice } from '../../../shared/invoices.ts';
import { Problem } from '../../../shared/problem.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { inTenant, one } from '../../platform/flush.ts';
import { newDraft, sumsOf } from './compose.ts';
import { found, usable } from './drafts.ts';
import { toInput, toInvoice } from './record.ts';
import { getBuyer, getHead, getLines, insertDraft, readInvoice, replaceLines } from './store.ts';

/**
 * Begins a draft with what was typed into another invoice, whatever its state; the days to pay are counted anew from today.
 * @throws Problem `notFound`, `conflict` for a return or an opening balance, and when the client is archived by now
 */
export async function duplicateInvoice(ctx: Context, originalId: string): Promise<Invoice> {
  const now = ctx.clock();
  const id = newId();
  return inTenant(ctx, async (tx) => {
    const [heads, originals, clients, tenants] = await tx.read([
      getHead(originalId, now),
      getLines(originalId),
      getBuyer(originalId),
      ownTenant(),
    ]);
    const head = one(heads);
    if (head.kind !== 'sale') throw new Problem('conflict', 'invoice.cannotDuplicate');
    const client = usable(clients);
    const tenant = one(tenants);
    const typed = { ...toInput(head, originals), dueDate: undefined };
    const draft = newDraft(typed, { client, tenant }, today(tenant.timeZone, now));
    const { totals, lines } = sumsOf(draft);
    tx.write(
      insertDraft(id, draft, totals, now),
      ...replaceLines(id, draft.lines, lines),
      audit(ctx, 'invoice.created', { subjectKind: 'invoice', subjectId: id, detail: { clientName: client.name } }),
    );
    return found(toInvoice(await tx.commit(readInvoice(id, now)), ctx.language));
  });
}
