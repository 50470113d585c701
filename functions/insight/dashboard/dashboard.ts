// The dashboard's figures, all of them in one round trip.
import type { Dashboard } from '../../../shared/dashboard.ts';
import type { Currency } from '../../../shared/fields.ts';
import type { Context } from '../../platform/context.ts';
import { flush, one } from '../../platform/flush.ts';
import { countDrafts, getCashIn, getDay, getOverdue, getReceivables, getTopClients } from './store.ts';

/** Receivables by age, money received by month, top clients, what is overdue, and how many drafts wait. */
export async function getDashboard(ctx: Context): Promise<Dashboard> {
  const now = ctx.clock();
  const [days, receivables, cashIn, topClients, overdue, drafts] = await flush(ctx, [
    getDay(now),
    getReceivables(now),
    getCashIn(now),
    getTopClients(now),
    getOverdue(now),
    countDrafts(),
  ]);
  const { day, currency: own } = one(days);
  const ownFirst = <Row extends { currency: Currency }>(rows: Row[]) =>
    rows.toSorted((a, b) => Number(b.currency === own) - Number(a.currency === own));
  return {
    day,
    receivables: ownFirst(receivables),
    cashIn: ownFirst(cashIn),
    topClients: ownFirst(topClients),
    overdue,
    draftCount: one(drafts).count,
  };
}
