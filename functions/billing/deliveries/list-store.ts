// SQL of many mails: the log that staff reads.
import * as z from 'zod';
import { DeliveryListItem, type DeliveryList } from '../../../shared/deliveries.ts';
import { list, numbered, type Condition } from '../../platform/lists.ts';
import { query, type Statement } from '../../platform/statement.ts';

const from = `deliveries d join clients c on c.tenant_id = d.tenant_id and c.id = d.client_id
  left join invoices i on i.tenant_id = d.tenant_id and i.id = d.invoice_id`;

export const deliveryList = list({
  item: DeliveryListItem,
  columns: `d.id, d.kind, d.recipient as "to", d.cc, d.subject, d.state, d.reason, d.attempts, d.next_try_at, d.via, d.queued_at, d.accepted_at, d.delivered_at, d.opened_at,
    d.failed_at, d.invoice_id, i.number as invoice_number, c.id as client_id, c.name as client_name`,
  from,
  id: 'd.id',
  sorts: { queuedAt: { expression: 'd.queued_at', type: 'timestamptz' } },
  defaultSort: '-queuedAt',
});

export type DeliveryFilter = Omit<DeliveryList, 'limit' | 'cursor' | 'sort'>;

export function conditionsOf({ state, wrong, clientId, search }: DeliveryFilter): Condition[] {
  const conditions: Condition[] = [];
  if (state) conditions.push(['d.state = ?', state]);
  if (wrong) conditions.push([`d.state in ('bounced', 'failed', 'unknown')`]);
  if (clientId) conditions.push(['d.client_id = ?', clientId]);
  if (search)
    conditions.push([
      `(coalesce(i.search, '') || ' ' || c.search || ' ' || app.fold(d.recipient || ' ' || d.subject))
         like all ((select app.search_patterns(?))::text[])`,
      search,
    ]);
  return conditions;
}

const Count = z.strictObject({ count: z.int() });

export function countDeliveries(filter: DeliveryFilter): Statement<z.infer<typeof Count>> {
  const { text, values } = numbered(conditionsOf(filter));
  return query(Count, `select count(*)::int as count from ${from} where ${text}`, values);
}
