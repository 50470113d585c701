// The list of invoices: its columns, filters, tabs and acts.
import { bulkRoutes } from '@crmfex/shared/bulk.ts';
import { type InvoiceList, type InvoiceListItem, invoiceRoutes } from '@crmfex/shared/invoices.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { count } from '#lib/format.ts';
import type { BulkAct, Filter, ListDescription } from '#lib/list/description.ts';
import { clientFilter, currencyFilter } from '#lib/list/filters.ts';
import { m } from '#lib/paraglide/messages.js';
import { to } from '#lib/route.ts';
import { tagActs, tagFilter } from '#lib/tags/tags.ts';
import { sumText } from '#lib/sums.ts';

const filters: Filter[] = [
  {
    key: 'state',
    kind: 'choice',
    label: m.state,
    choices: () => [
      { value: 'draft', label: m.state_draft() },
      { value: 'issued', label: m.state_issued() },
      { value: 'cancelled', label: m.state_cancelled() },
    ],
  },
  {
    key: 'paymentState',
    kind: 'choice',
    label: m.lists_payment_state,
    choices: () => [
      { value: 'unpaid', label: m.state_unpaid() },
      { value: 'partlyPaid', label: m.state_partly_paid() },
      { value: 'paid', label: m.state_paid() },
      { value: 'overpaid', label: m.state_overpaid() },
    ],
  },
  {
    key: 'kind',
    kind: 'choice',
    label: m.lists_invoice_kind,
    choices: () => [
      { value: 'sale', label: m.lists_invoice_sale() },
      { value: 'return', label: m.payments_kind_return() },
      { value: 'opening', label: m.payments_kind_opening() },
    ],
  },
  { key: 'overdue', kind: 'yes', label: m.invoices_overdue },
  { key: 'open', kind: 'yes', label: m.dashboard_open },
  clientFilter,
  { key: 'issued', kind: 'days', label: m.issue_date, from: 'issuedFrom', to: 'issuedTo' },
  { key: 'due', kind: 'days', label: m.due_date, from: 'dueFrom', to: 'dueTo' },
  { key: 'total', kind: 'amount', label: m.total, from: 'totalFrom', to: 'totalTo' },
  currencyFilter,
  tagFilter,
];

const many = (to: typeof bulkRoutes.issueInvoices) => async (ids: string[], key: string) =>
  (await api(to, { body: { ids }, idempotencyKey: key })).results;

const acts: BulkAct<InvoiceListItem>[] = [
  ...tagActs<InvoiceListItem>('invoice'),
  {
    key: 'issue',
    label: m.lists_issue,
    needs: 'invoices:issue',
    fits: ({ state }) => state === 'draft',
    run: many(bulkRoutes.issueInvoices),
    done: (number) => m.lists_issued({ count: number }),
    warning: (number) => m.lists_issue_warning({ count: number }),
  },
  {
    key: 'send',
    label: m.lists_send,
    needs: 'invoices:send',
    fits: ({ state, number }) => state === 'issued' && number !== null,
    run: many(bulkRoutes.sendInvoices),
    done: (number) => m.lists_sent({ count: number }),
    warning: (number) => m.lists_send_warning({ count: number }),
  },
  {
    key: 'remove',
    label: m.lists_remove,
    needs: 'invoices:write',
    fits: ({ state }) => state === 'draft',
    run: many(bulkRoutes.removeDrafts),
    done: (number) => m.lists_drafts_removed({ count: number }),
    undo: many(bulkRoutes.restoreDrafts),
  },
];

export const invoiceList: ListDescription<InvoiceListItem> = {
  kind: 'invoices',
  title: m.invoices,
  path: to.invoices(),
  searchLabel: m.invoices_search,
  defaultSort: '-createdAt',
  depends: depend.invoices,
  columns: [
    { key: 'client', label: m.client_name, isFixed: true },
    { key: 'number', label: m.invoice_number, width: 'w-44', sort: 'number', isWide: true },
    { key: 'issueDate', label: m.issue_date, width: 'w-28', sort: 'issueDate', isWide: true },
    { key: 'dueDate', label: m.due_date, width: 'w-28', sort: 'dueDate' },
    { key: 'state', label: m.state, width: 'w-38' },
    { key: 'delivery', label: m.delivery, width: 'w-30', isWide: true },
    { key: 'tags', label: m.tags, width: 'w-48', isExtra: true },
    { key: 'createdAt', label: m.lists_created, width: 'w-28', sort: 'createdAt', isExtra: true },
    { key: 'updatedAt', label: m.lists_updated, width: 'w-32', isExtra: true },
    { key: 'total', label: m.total, width: 'w-36', sort: 'totalMinor', isEnd: true },
  ],
  filters,
  tabs: [
    { value: '', label: m.invoices_all, params: {} },
    { value: 'draft', label: m.invoices_drafts, params: { state: 'draft' } },
    { value: 'issued', label: m.invoices_issued, params: { state: 'issued' } },
    { value: 'overdue', label: m.invoices_overdue, params: { overdue: 'true' } },
    { value: 'cancelled', label: m.invoices_cancelled, params: { state: 'cancelled' } },
  ],
  // The description names nothing that the contract does not know; the server refuses what does not fit.
  read: (query, page, signal) => api(invoiceRoutes.list, { query: { ...(query as InvoiceList), ...page }, signal }),
  summarize: async (query, signal) => {
    const summary = await api(invoiceRoutes.summary, { query: query as InvoiceList, signal });
    const overdue = query['overdue'] ? '' : sumText(summary, 'overdueMinor');
    return {
      count: summary.count,
      sum: sumText(summary, 'totalMinor'),
      alarm: overdue ? m.invoices_overdue_sum({ amount: overdue }) : undefined,
    };
  },
  countText: (number) => m.invoices_count({ count: number, shown: count(number) }),
  href: (invoice) => (invoice.state === 'draft' ? to.editInvoice(invoice.id) : to.invoice(invoice.id)),
  name: (invoice) => (invoice.number ? `${invoice.clientName} · ${invoice.number}` : invoice.clientName),
  acts,
};
