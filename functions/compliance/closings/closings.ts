// The deletion of a business: asked for, looked at, taken back. What happens on the day is `erasures/`.
import { closingDays, type Closing, type ClosingOutlook } from '../../../shared/closings.ts';
import { Problem } from '../../../shared/problem.ts';
import { alertAsked } from '../../identity/notices/notices.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import { asSelf } from '../../identity/users/identity-scope.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import { countWhatGoes, deleteClosing, insertClosing, selectClosing } from './store.ts';

const dayMs = 24 * 3600_000;

/** What a deletion would take, or is about to. */
export async function lookAtClosing(ctx: Context): Promise<ClosingOutlook> {
  const [closings, counts] = await flush(ctx, [selectClosing(), countWhatGoes()]);
  const { invoices, archived, lastYear, ...goes } = one(counts);
  return { closing: closings[0] ?? null, goes, keeps: { invoices, archived, lastYear } };
}

const lettersOf = (name: string) => name.trim().normalize('NFC');

/**
 * From now on the business is only read: nothing is written, sent or run for it. On the thirtieth day it goes.
 * @throws Problem `unprocessable` when the typed name is another, `conflict` when it was asked for already
 */
export async function askForClosing(ctx: Context, { name }: { name: string }): Promise<Closing> {
  const dueAt = new Date(ctx.clock().getTime() + closingDays * dayMs);
  const closing = await inTenant(ctx, async (tx) => {
    const [tenants, closings] = await tx.read([ownTenant(), selectClosing()]);
    const tenant = one(tenants);
    if (closings.length > 0) throw new Problem('conflict', 'closing.already');
    if (lettersOf(name) !== lettersOf(tenant.name)) {
      throw new Problem('unprocessable', 'closing.nameDiffers', {}, [
        { pointer: '#/name', key: 'closing.nameDiffers' },
      ]);
    }
    const [, asked] = await tx.read([insertClosing(dueAt), selectClosing()]);
    tx.write(audit(ctx, 'tenant.closingAsked', { subjectKind: 'tenant', subjectId: tenant.id, detail: {} }));
    return one(asked);
  });
  await flush(asSelf(ctx), alertAsked(ctx, 'closingAsked'));
  return closing;
}

/** The business stays; what had waited in the outbox goes on by itself. Without a closing nothing happens. */
export async function takeClosingBack(ctx: Context): Promise<void> {
  const wasClosing = await inTenant(ctx, async (tx) => {
    const [tenants, closings] = await tx.read([ownTenant(), selectClosing()]);
    if (closings.length === 0) return false;
    const detail = { subjectKind: 'tenant', subjectId: one(tenants).id, detail: {} };
    tx.write(deleteClosing(), audit(ctx, 'tenant.closingTakenBack', detail));
    return true;
  });
  if (wasClosing) await flush(asSelf(ctx), alertAsked(ctx, 'closingTakenBack'));
}
