// Issuing and cancelling: the moves of a document that nobody can take back.
import type { BulkResults } from '../../../shared/bulk.ts';
import { today } from '../../../shared/dates.ts';
import { canMove, type Invoice } from '../../../shared/invoices.ts';
import { Problem } from '../../../shared/problem.ts';
import { customFieldStatements } from '../../crm/custom-fields/custom-fields.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { inBulk } from '../../platform/bulk.ts';
import { inTenant, one, type Tx } from '../../platform/flush.ts';
import { enqueue } from '../../platform/outbox.ts';
import { exchangeStatements } from '../exchange-rates/exchange-rates.ts';
import { fixExchange } from '../exchange-rates/fixed.ts';
import { getChosenAddresses } from './address-store.ts';
import { billedTo, deliveredTo } from './addresses.ts';
import { buyerOf, sellerOf } from './compose.ts';
import { found } from './drafts.ts';
import { issueProblems } from './issue-checks.ts';
import { fieldGaps } from './marks.ts';
import { InvoicePdf } from './messages.ts';
import { toInput, toInvoice } from './record.ts';
import { cancelIssued, getHead, getBuyer, getLastIssueDates, getLines, issueDraft, readInvoice } from './store.ts';

/** Decides whether the draft can be issued, then writes it; its statements come last, for they lock the counter. */
async function issueStep(ctx: Context, tx: Tx, id: string, { now, version }: { now: Date; version: number }) {
  const [heads, lines, tenants, clients, addresses, fields, lastDays, asked] = await tx.read([
    getHead(id, now, 'for update'),
    getLines(id),
    ownTenant(),
    getBuyer(id),
    getChosenAddresses(id),
    customFieldStatements.of('invoice'),
    getLastIssueDates(),
    exchangeStatements.lastBulletinBefore(now),
  ]);
  const head = one(heads);
  if (!canMove(head.state, 'issued')) throw new Problem('conflict', 'invoice.cannotIssue');
  if (version !== 0 && head.version !== version) throw new Problem('changed');
  const tenant = one(tenants);
  const client = one(clients);
  const series = head.chosenSeries ?? tenant.invoiceSeries;
  const lastDay = lastDays.find((last) => last.series === series)?.day;
  const day = [today(tenant.timeZone, now), lastDay ?? ''].sort().at(-1) ?? '';
  const deliveryAddress = deliveredTo(head, addresses);
  const draft = { ...toInput(head, lines), deliveryAddress };
  const problems = issueProblems(draft, tenant, day, ctx.language);
  const { totalMinor, currency } = head;
  const { exchange, problems: withoutRate } = fixExchange({ ...head, totals: head }, tenant, one(asked), ctx.language);
  problems.push(...withoutRate, ...fieldGaps(fields, head.customFields));
  if (problems.length > 0) throw new Problem('unprocessable', 'invoice.incomplete', {}, problems);
  const parties = { seller: sellerOf(tenant, currency), buyer: buyerOf(client, billedTo(head, addresses)) };
  const issue = { series, day, ...parties, deliveryAddress, exchange };
  tx.write(
    audit(ctx, 'invoice.issued', {
      subjectKind: 'invoice',
      subjectId: id,
      detail: { clientName: client.name, totalMinor, currency },
    }),
    enqueue(ctx, InvoicePdf, { invoiceId: id }),
    issueDraft(id, issue, now),
  );
}

/** Issues many drafts as one request; they take their numbers in the order of the ids. */
export function issueInvoices(ctx: Context, ids: string[]): Promise<BulkResults> {
  const now = ctx.clock();
  return inBulk(ctx, ids, (tx, id) => issueStep(ctx, tx, id, { now, version: 0 }));
}

/**
 * Issues a draft: it takes the next number of the tenant's series, its date is today in the tenant's zone but never before the last of the
 * series, and seller and buyer are kept as they stand. Two round trips.
 * @param version the draft's version as last seen, so that nothing is issued that nobody has read; 0 when the caller does not say
 * @throws Problem `conflict` when it is no draft, `changed` when it is another version, `unprocessable` with a pointer per missing field
 */
export async function issueInvoice(ctx: Context, id: string, version = 0): Promise<Invoice> {
  const now = ctx.clock();
  return inTenant(ctx, async (tx) => {
    await issueStep(ctx, tx, id, { now, version });
    return found(toInvoice(await tx.commit(readInvoice(id, now)), ctx.language));
  });
}

/**
 * Cancels an issued invoice; it keeps its number and is printed anew with the mark.
 * @throws Problem `conflict` when it is not issued
 */
export async function cancelInvoice(ctx: Context, id: string, reason: string): Promise<Invoice> {
  const now = ctx.clock();
  return inTenant(ctx, async (tx) => {
    const [heads] = await tx.read([getHead(id, now, 'for update')]);
    const head = one(heads);
    if (!canMove(head.state, 'cancelled')) throw new Problem('conflict', 'invoice.cannotCancel');
    tx.write(
      cancelIssued(id, reason, now),
      audit(ctx, 'invoice.cancelled', {
        subjectKind: 'invoice',
        subjectId: id,
        detail: { number: head.number, reason },
      }),
      enqueue(ctx, InvoicePdf, { invoiceId: id }),
    );
    return found(toInvoice(await tx.commit(readInvoice(id, now)), ctx.language));
  });
}
