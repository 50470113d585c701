// The list of clients: its columns, filters, tabs and acts.
import { bulkRoutes } from '@crmfex/shared/bulk.ts';
import { type TaggedClient, type ClientList, clientRoutes } from '@crmfex/shared/clients.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { count } from '#lib/format.ts';
import type { BulkAct, ListDescription } from '#lib/list/description.ts';
import { currencyFilter } from '#lib/list/filters.ts';
import { m } from '#lib/paraglide/messages.js';
import { to } from '#lib/route.ts';
import { tagActs, tagFilter } from '#lib/tags/tags.ts';

const many = (to: typeof bulkRoutes.archiveClients) => async (ids: string[], key: string) =>
  (await api(to, { body: { ids }, idempotencyKey: key })).results;

const acts: BulkAct<TaggedClient>[] = [
  ...tagActs<TaggedClient>('client'),
  {
    key: 'archive',
    label: m.lists_archive,
    needs: 'clients:write',
    fits: ({ archivedAt }) => archivedAt === null,
    run: many(bulkRoutes.archiveClients),
    done: (number) => m.lists_clients_archived({ count: number }),
    undo: many(bulkRoutes.restoreClients),
  },
  {
    key: 'merge',
    label: m.clients_merge_two,
    needs: 'clients:write',
    fits: () => true,
    go: ([one, other, ...more]) => (one && other && more.length === 0 ? to.mergeClient(one.id, other.id) : undefined),
    run: async () => [],
    done: () => '',
  },
  {
    key: 'restore',
    label: m.lists_restore,
    needs: 'clients:write',
    fits: ({ archivedAt }) => archivedAt !== null,
    run: many(bulkRoutes.restoreClients),
    done: (number) => m.lists_clients_restored({ count: number }),
    undo: many(bulkRoutes.archiveClients),
  },
];

export const clientList: ListDescription<TaggedClient> = {
  kind: 'clients',
  title: m.clients,
  path: to.clients(),
  searchLabel: m.clients_search,
  defaultSort: 'name',
  depends: depend.clients,
  columns: [
    { key: 'name', label: m.client_name, isFixed: true, sort: 'name' },
    { key: 'email', label: m.email, width: 'w-64' },
    { key: 'phone', label: m.client_phone, width: 'w-40', isWide: true },
    { key: 'city', label: m.city, width: 'w-32' },
    { key: 'tags', label: m.tags, width: 'w-56', isWide: true },
    { key: 'taxNumber', label: m.tax_number, width: 'w-32', isExtra: true },
    { key: 'contact', label: m.client_contact, width: 'w-40', isExtra: true },
    { key: 'currency', label: m.currency, width: 'w-24', isExtra: true },
    { key: 'createdAt', label: m.lists_clients_since, width: 'w-32', sort: 'createdAt', isExtra: true },
  ],
  filters: [
    {
      key: 'kind',
      kind: 'choice',
      label: m.lists_clients_kind,
      choices: () => [
        { value: 'company', label: m.client_kind_company() },
        { value: 'person', label: m.client_kind_person() },
      ],
    },
    currencyFilter,
    tagFilter,
    { key: 'restricted', kind: 'yes', label: m.clients_restricted_only },
  ],
  tabs: [
    { value: '', label: m.clients_active, params: { state: 'active' } },
    { value: 'archived', label: m.clients_archived, params: { state: 'archived' } },
  ],
  // The description names nothing that the contract does not know; the server refuses what does not fit.
  read: (query, page, signal) => api(clientRoutes.list, { query: { ...(query as ClientList), ...page }, signal }),
  summarize: (query, signal) => api(clientRoutes.summary, { query: query as ClientList, signal }),
  countText: (number) => m.lists_clients_count({ count: number, shown: count(number) }),
  href: (client) => to.client(client.id),
  name: (client) => client.name,
  acts,
};
