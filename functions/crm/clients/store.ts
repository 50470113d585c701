// SQL of clients; the columns come from the contract.
import * as z from 'zod';
import { ClientSummary, TaggedClient, type ClientList } from '../../../shared/clients.ts';
import { list, numbered, type Condition } from '../../platform/lists.ts';
import { query, type Statement } from '../../platform/statement.ts';
import { table } from '../../platform/table.ts';

const tagIds = `to_jsonb(array(select l.tag_id from client_tags l where l.client_id = clients.id order by l.tag_id))`;

/** As a whole; that one of its people is restricted is said at that person. */
const isRestricted = `exists (select from restrictions r
  where r.client_id = clients.id and r.contact_id is null and r.lifted_at is null)`;

export const clients = table('clients', TaggedClient, { computed: { tagIds, isRestricted } });

export const clientList = list({
  item: TaggedClient,
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

export function conditionsOf({
  state = 'active',
  search,
  kind,
  currency,
  country,
  tagId,
  restricted,
}: ClientFilter): Condition[] {
  // What was merged into another one is found there.
  const conditions: Condition[] = [['merged_into is null']];
  if (kind) conditions.push(['kind = ?', kind]);
  if (currency) conditions.push(['currency = ?', currency]);
  if (country) conditions.push(['country = ?', country]);
  if (tagId) conditions.push(['clients.id in (select l.client_id from client_tags l where l.tag_id = ?)', tagId]);
  if (restricted) {
    const inForce = 'select r.client_id from restrictions r where r.contact_id is null and r.lifted_at is null';
    conditions.push([`clients.id in (${inForce})`]);
  }
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
