// The log of mails: its columns, filters and tabs.
import { type DeliveryList, type DeliveryListItem, deliveryRoutes } from '@crmfex/shared/deliveries.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { count } from '#lib/format.ts';
import type { ListDescription } from '#lib/list/description.ts';
import { clientFilter } from '#lib/list/filters.ts';
import { m } from '#lib/paraglide/messages.js';
import { to } from '#lib/route.ts';
import { deliveryState } from '#lib/states.ts';

const states = ['queued', 'accepted', 'delivered', 'opened', 'bounced', 'failed', 'unknown'] as const;

export const mailList: ListDescription<DeliveryListItem> = {
  kind: 'mails',
  title: m.mail,
  path: to.mails(),
  searchLabel: m.mail_search,
  defaultSort: '-queuedAt',
  depends: depend.invoices,
  columns: [
    { key: 'to', label: m.mail_to, width: 'w-64', isFixed: true },
    { key: 'about', label: m.mail_about },
    { key: 'client', label: m.client_name, width: 'w-52', isWide: true },
    { key: 'state', label: m.state, width: 'w-36' },
    { key: 'act', label: m.mail_mend, width: 'w-32' },
    { key: 'queuedAt', label: m.mail_at, width: 'w-40', sort: 'queuedAt', isEnd: true },
  ],
  filters: [
    {
      key: 'state',
      kind: 'choice',
      label: m.state,
      choices: () => states.map((value) => ({ value, label: deliveryState(value).label })),
    },
    clientFilter,
  ],
  tabs: [
    { value: '', label: m.mail_all, params: {} },
    { value: 'wrong', label: m.mail_wrong, params: { wrong: 'true' } },
  ],
  // The description names nothing that the contract does not know; the server refuses what does not fit.
  read: (query, page, signal) => api(deliveryRoutes.list, { query: { ...(query as DeliveryList), ...page }, signal }),
  summarize: async (query, signal) => {
    const { count: found } = await api(deliveryRoutes.summary, { query: query as DeliveryList, signal });
    return { count: found, sum: '' };
  },
  countText: (number) => m.mail_count({ count: number, shown: count(number) }),
  href: ({ id }) => to.mail(id),
  name: ({ to: recipient, subject }) => `${recipient} · ${subject}`,
  acts: [],
};
