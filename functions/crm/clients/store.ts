// SQL of clients; the columns come from the contract.
import * as z from 'zod';
import { Client, ClientSummary, type ClientList } from '../../../shared/clients.ts';
import { list, numbered, type Condition } from '../../platform/lists.ts';
import { query, type Statement } from '../../platform/statement.ts';
import { table } from '../../platform/table.ts';

export const clients = table('clients', Client);

export const clientList = list({
  item: Client,
  columns: clients.columns,
  from: 'clients',
  id: 'clients.id',
  sorts: {
    name: { expression: 'clients.name', type: 'text' },
    createdAt: { expression: 'clients.created_at', type: 'timestamptz' },
  },
  defaultSort: 'name',
});

export type ClientFilter = Omit<ClientList, 'limit' | 'cursor' | 'sort'>;

export function conditionsOf({ state = 'active', search, kind, currency, country }: ClientFilter): Condition[] {
  const conditions: Condition[] = [];
  if (kind) conditions.push(['kind = ?', kind]);
  if (currency) conditions.push(['currency = ?', currency]);
  if (country) conditions.push(['country = ?', country]);
  if (state !== 'all') conditions.push([`archived_at is ${state === 'active' ? 'null' : 'not null'}`]);
  if (search) conditions.push(['search like all ((select app.search_patterns(?))::text[])', search]);
  return conditions;
}

export function summarize(filter: ClientFilter): Statement<ClientSummary> {
  const { text, values } = numbered(conditionsOf(filter));
  return query(ClientSummary, `select count(*)::int as count from clients where ${text}`, values);
}

/** The country of the own business: where a client is when nobody says otherwise. */
export const homeCountry = () => query(z.strictObject({ country: z.string() }), 'select country from tenants');
