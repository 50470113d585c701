// The list of payments: its columns, filters and tabs.
import { type PaymentList, type PaymentListItem, paymentRoutes } from '@crmfex/shared/payments.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { count, day, list as joined, money } from '#lib/format.ts';
import type { ListDescription } from '#lib/list/description.ts';
import { clientFilter, currencyFilter } from '#lib/list/filters.ts';
import { m } from '#lib/paraglide/messages.js';
import { kindWords, methods } from '#lib/payments/words.ts';
import { to } from '#lib/route.ts';
import { signedIn } from '#lib/session.svelte.ts';

export const paymentList: ListDescription<PaymentListItem> = {
  kind: 'payments',
  title: m.payments,
  path: to.payments(),
  searchLabel: m.payments_search,
  defaultSort: '-paymentDate',
  depends: depend.payments,
  columns: [
    { key: 'client', label: m.client_name, isFixed: true },
    { key: 'paymentDate', label: m.payments_date, width: 'w-32', sort: 'paymentDate' },
    { key: 'source', label: m.payments_method, width: 'w-36', isWide: true },
    { key: 'reference', label: m.payments_reference, width: 'w-40', isWide: true },
    { key: 'state', label: m.state, width: 'w-40' },
    { key: 'amount', label: m.payments_amount, width: 'w-40', sort: 'amountMinor', isEnd: true },
  ],
  filters: [
    clientFilter,
    { key: 'date', kind: 'days', label: m.payments_date, from: 'from', to: 'to' },
    { key: 'method', kind: 'choice', label: m.payments_method, choices: methods },
    {
      key: 'kind',
      kind: 'choice',
      label: m.payments_kind,
      choices: () => Object.entries(kindWords).map(([value, label]) => ({ value, label: label() })),
    },
    currencyFilter,
  ],
  tabs: [
    { value: '', label: m.payments_all, params: {} },
    { value: 'credit', label: m.payments_tab_credit, params: { state: 'credit' } },
    { value: 'voided', label: m.payments_tab_voided, params: { state: 'voided' } },
  ],
  // The description names nothing that the contract does not know; the server refuses what does not fit.
  read: (query, page, signal) => api(paymentRoutes.list, { query: { ...(query as PaymentList), ...page }, signal }),
  summarize: async (query, signal) => {
    const { count: found, sums } = await api(paymentRoutes.summary, { query: query as PaymentList, signal });
    const own = signedIn()?.tenant.currency;
    const shown = sums
      .filter(({ amountMinor }) => amountMinor > 0)
      .toSorted((one, other) => Number(other.currency === own) - Number(one.currency === own));
    return { count: found, sum: joined(shown.map(({ amountMinor, currency }) => money(amountMinor, currency))) };
  },
  countText: (number) => m.payments_count({ count: number, shown: count(number) }),
  href: ({ id }) => to.payment(id),
  name: (payment) => `${payment.clientName} · ${day(payment.paymentDate)}`,
  acts: [],
};
