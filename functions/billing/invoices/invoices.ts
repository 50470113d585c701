// Reading invoices: lists, sums, one with everything about it, and its story.
import type { Invoice, InvoiceList, InvoiceListItem, InvoiceSummary, TimelineEntry } from '../../../shared/invoices.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Context } from '../../platform/context.ts';
import { flush, one } from '../../platform/flush.ts';
import type { Page } from '../../platform/lists.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';
import { getChosenAddresses } from './address-store.ts';
import { removeInvoices, usesOf } from './many-store.ts';
import { conditionsOf, invoiceList, readTimeline, summarize, type InvoiceFilter } from './list-store.ts';
import { reasonWords } from './reasons.ts';
import { toInvoice } from './record.ts';
import {
  getBuyer,
  getHead,
  getLastIssueDates,
  getLines,
  insertDraft,
  issueDraft,
  readInvoice,
  replaceLines,
} from './store.ts';

nameConstraints({
  invoices_pkey: { key: 'invoice.exists' },
  'an invoice is not due before it is issued': { key: 'invoice.dateRaced', kind: 'conflict' },
  'an issued invoice has at least one line': { key: 'invoice.noLines', pointer: '#/lines' },
  'the amount of a line is quantity times price less discount': { key: 'invoice.sums' },
  'an invoice is the sum of its lines and charges': { key: 'invoice.sums' },
  'the sums by VAT rate add up to the invoice': { key: 'invoice.sums' },
  'withheld VAT is that of the lines': { key: 'invoice.sums' },
  'an issued invoice cannot be deleted': { key: 'invoice.cannotDelete', kind: 'conflict' },
  'the lines of an issued invoice cannot change': { key: 'invoice.notDraft', kind: 'conflict' },
  'the facts of an issued invoice cannot change': { key: 'invoice.notDraft', kind: 'conflict' },
});

/** Steps that other features take inside their own transactions: one row of the invoice itself, or all of it. */
export const invoiceStatements = {
  head: getHead,
  lines: getLines,
  buyer: getBuyer,
  addresses: getChosenAddresses,
  read: readInvoice,
  insert: insertDraft,
  insertLines: replaceLines,
  lastIssueDates: getLastIssueDates,
  issue: issueDraft,
  usesOf,
  removeMany: removeInvoices,
};
export { toInput, toInvoice } from './record.ts';

export async function listInvoices(ctx: Context, query: InvoiceList): Promise<Page<InvoiceListItem>> {
  const [rows] = await flush(ctx, [invoiceList.statement(query, conditionsOf(query, ctx.clock()))]);
  return invoiceList.page(rows, query);
}

export async function summarizeInvoices(ctx: Context, filter: InvoiceFilter): Promise<InvoiceSummary> {
  const [rows] = await flush(ctx, [summarize(filter, ctx.clock())]);
  return one(rows);
}

export async function getInvoice(ctx: Context, id: string): Promise<Invoice> {
  const invoice = toInvoice(await flush(ctx, readInvoice(id, ctx.clock())), ctx.language);
  if (!invoice) throw new Problem('notFound');
  return invoice;
}

/** What happened to an invoice, oldest first. */
export async function getTimeline(ctx: Context, id: string): Promise<TimelineEntry[]> {
  const [entries] = await flush(ctx, [readTimeline(id)]);
  one(entries);
  return entries.map(({ reason, detail, ...entry }) => {
    const parts = [detail, reasonWords(reason, ctx.language)].filter((part) => part !== null);
    return { ...entry, detail: parts.join(': ') || null };
  });
}
