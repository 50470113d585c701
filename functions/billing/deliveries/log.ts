// The log of mails: what was asked for, to whom, and what truly became of it.
import type { DeliveryList, DeliveryListItem } from '../../../shared/deliveries.ts';
import type { Context } from '../../platform/context.ts';
import { flush, one } from '../../platform/flush.ts';
import type { Page } from '../../platform/lists.ts';
import { readable } from '../invoices/reasons.ts';
import { conditionsOf, countDeliveries, deliveryList, type DeliveryFilter } from './list-store.ts';

export async function listDeliveries(ctx: Context, query: DeliveryList): Promise<Page<DeliveryListItem>> {
  const [rows] = await flush(ctx, [deliveryList.statement(query, conditionsOf(query))]);
  const { items, nextCursor } = deliveryList.page(rows, query);
  return { items: items.map((item) => readable(item, ctx.language)), nextCursor };
}

export async function summarizeDeliveries(ctx: Context, filter: DeliveryFilter): Promise<{ count: number }> {
  const [rows] = await flush(ctx, [countDeliveries(filter)]);
  return one(rows);
}
