// How the address of the invoice list becomes a question to the API.
import type { InvoiceList } from '@crmfex/shared/invoices.ts';

export const invoiceTabs = ['', 'draft', 'issued', 'overdue', 'cancelled'] as const;
export type InvoiceTab = (typeof invoiceTabs)[number];
const sorts = ['createdAt', 'issueDate', 'dueDate', 'number', 'totalMinor'].flatMap((sort) => [sort, `-${sort}`]);
const uuid = /^[0-9a-f-]{36}$/;

export function tabOf(search: URLSearchParams): InvoiceTab {
  return invoiceTabs.find((tab) => tab === search.get('tab')) ?? '';
}

/** Reads the address; what it does not know falls back to the plain list, newest first. */
export function invoiceQuery(search: URLSearchParams) {
  const tab = tabOf(search);
  const client = search.get('clientId');
  const filter: Pick<InvoiceList, 'search' | 'state' | 'overdue' | 'clientId'> = {
    search: search.get('search')?.slice(0, 200) || undefined,
    state: tab === 'draft' || tab === 'issued' || tab === 'cancelled' ? tab : undefined,
    overdue: tab === 'overdue' ? 'true' : undefined,
    clientId: client && uuid.test(client) ? client : undefined,
  };
  const sort = (sorts.find((known) => known === search.get('sort')) ?? '-createdAt') as InvoiceList['sort']; // built from the same names
  return { tab, filter, sort };
}
