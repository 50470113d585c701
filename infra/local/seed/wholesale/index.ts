// A year of the wholesaler, lived through from its first day.
import { createView } from '../../../../functions/insight/views/views.ts';
import { openBalance } from '../../../../functions/billing/history/history.ts';
import type { SavedViewCreate } from '../../../../shared/views.ts';
import type { Stage } from '../stage.ts';
import { putAway, type Founded } from './business.ts';
import { plannedClients } from './clients.ts';
import { allGoods } from './goods.ts';
import { receiveAll } from './payments.ts';
import { plan } from './plan.ts';
import { mailAll, sell, takeBack } from './sales.ts';

const dayMs = 86_400_000;
/** So long ago the wholesaler began to use crmFEX. */
export const wholesalerDays = 364;

const views: SavedViewCreate[] = [
  { list: 'invoices', name: 'Gecikmiş, büyükten küçüğe', query: 'overdue=true&sort=-totalMinor', isShared: true },
  { list: 'invoices', name: 'İhracat', query: 'currency=EUR', isShared: true },
  { list: 'payments', name: 'Çekler', query: 'method=cheque', isShared: false },
];

/** What clients owed, or had to their credit, when the business came over from its old books. */
async function openBooks(stage: Stage, { token, clients }: Founded, at: number, day: string): Promise<void> {
  for (const [place, client] of clients.entries()) {
    if (place % 12 !== 5 || place > 80) continue;
    stage.setTime(at + 4 * 3_600_000);
    const currency = client.currency ?? 'TRY';
    const side = place % 36 === 17 ? ('credit' as const) : ('debit' as const);
    const amountMinor = (currency === 'TRY' ? 18_400_00 : 640_00) + place * 317_50;
    const write = stage.as(token, 'invoices:issue');
    await openBalance(write, client.id, {
      side,
      currency,
      amountMinor,
      openingDate: day,
      note: 'Eski defterden devir',
    });
  }
}

export type Telling = {
  /** How many sales are told; the whole story has 846. */
  sales: number;
  /** Of how many of the latest sales the mails are told, each with its print. */
  mails: number;
};

/** What became of the year since the wholesaler was founded, a year before `now`. */
export async function tellWholesaler(stage: Stage, founded: Founded, now: number, telling: Telling): Promise<void> {
  const { token, today } = founded;
  const begunAt = now - wholesalerDays * dayMs;
  await openBooks(stage, founded, begunAt, new Date(begunAt).toISOString().slice(0, 10));
  const sales = plan({ clients: plannedClients, goods: allGoods, today }, telling.sales);
  const sold = await sell(stage, founded, sales, now);
  const returned = sold.filter(({ place }) => place % 31 === 11 && place < telling.sales - 20);
  await takeBack(stage, token, returned.slice(0, -4), now);
  await receiveAll(stage, founded, sold, new Set(returned.map(({ id }) => id)));
  // Of these the money had come already: what goes back is credit.
  await takeBack(stage, token, returned.slice(-4), now);
  await mailAll(stage, founded, sold.slice(-telling.mails));
  stage.setTime(now - dayMs);
  for (const view of views) await createView(stage.as(token, 'account:own'), view);
  const busy = new Set(sales.map(({ client }) => client));
  await putAway(
    stage,
    founded,
    founded.clients.filter((_, place) => !busy.has(place)),
  );
}
