// The rows of an export: pages of the very list that the person looks at, with what each record holds beyond it.
import type * as z from 'zod';
import { ClientList, type TaggedClient } from '../../../shared/clients.ts';
import type { CustomField } from '../../../shared/custom-fields.ts';
import type { ExportCreate } from '../../../shared/exports.ts';
import { InvoiceList, type InvoiceListItem } from '../../../shared/invoices.ts';
import { ProductList } from '../../../shared/products.ts';
import { ownKey } from '../../../shared/tables/own.ts';
import { listInvoices } from '../../billing/invoices/invoices.ts';
import { listClients } from '../../crm/clients/clients.ts';
import { listProducts } from '../../crm/products/products.ts';
import type { Context } from '../../platform/context.ts';
import { flush } from '../../platform/flush.ts';
import { fieldsOfInvoices, headsOf, linesOf, peopleOf, tagNames, type Line, type Person } from './store.ts';

/** Raw values by the keys of columns; a file writes each by its column. Amounts in minor units, days and decimals as their digits. */
export type Values = Record<string, string | number | boolean | null>;
type Filter = ExportCreate['filter'];

const pageRows = 500;

const filters = {
  clients: ClientList.omit({ limit: true, cursor: true }),
  products: ProductList.omit({ limit: true, cursor: true }),
  invoices: InvoiceList.omit({ limit: true, cursor: true }),
  invoiceLines: InvoiceList.omit({ limit: true, cursor: true }),
};

/** Whether the list knows these filters. */
export const isFilter = (subject: keyof typeof filters, filter: Filter): boolean =>
  filters[subject].safeParse(filter).success;

/** Pages one after the other, each by the place where the last one ended: rows that come and go meanwhile shift nothing. */
async function* pages<Query, Item>(
  read: (query: Query & { limit: number; cursor?: string }) => Promise<{ items: Item[]; nextCursor: string | null }>,
  query: Query,
): AsyncGenerator<Item[]> {
  let cursor: string | undefined;
  do {
    const page = await read({ ...query, limit: pageRows, ...(cursor === undefined ? {} : { cursor }) });
    if (page.items.length > 0) yield page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

const roleWords = { billing: 'Fatura', decision: 'Karar veren', other: 'Diğer' } as const;
const roleWordsEn = { billing: 'Billing', decision: 'Decision maker', other: 'Other' } as const;

/** `Name | e-mail | phone | role`, one person a line, as imports read it. */
function personLine({ name, email, phone, role }: Person, language: 'tr' | 'en'): string {
  const word = (language === 'tr' ? roleWords : roleWordsEn)[role];
  return [name.replace(/[|;]/g, ' '), email ?? '', phone ?? '', word].join(' | ');
}

const byName = new Intl.Collator('tr').compare;

type Extras = { tags: Map<string, string>; fields: readonly CustomField[]; language: 'tr' | 'en' };

type Marked = Pick<TaggedClient, 'customFields' | 'tagIds'>;

function ownValues({ customFields, tagIds }: Marked, { tags, fields }: Extras): Values {
  const own = fields.map(({ id }) => [ownKey(id), customFields[id] ?? null] as const);
  const names = tagIds.map((id) => tags.get(id) ?? '').sort(byName);
  return { tags: names.join(', '), ...Object.fromEntries(own) };
}

async function extrasOf(ctx: Context, fields: readonly CustomField[], language: 'tr' | 'en'): Promise<Extras> {
  const [names] = await flush(ctx, [tagNames()]);
  return { tags: new Map(names.map(({ id, name }) => [id, name])), fields, language };
}

function clientValues(client: TaggedClient, people: readonly Person[], extras: Extras): Values {
  const { tagIds: _, customFields: __, ...plain } = client;
  const [first, ...others] = people;
  return {
    ...plain,
    contactName: first?.name ?? client.contactName,
    contactEmail: first?.email ?? null,
    contactPhone: first?.phone ?? null,
    contactRole: first?.role ?? null,
    otherContacts: others.map((person) => personLine(person, extras.language)).join('\n'),
    ...ownValues(client, extras),
  };
}

async function* clientRows(ctx: Context, filter: Filter, extras: Extras): AsyncGenerator<Values[]> {
  const query = filters.clients.parse(filter);
  for await (const clients of pages((asked: z.infer<typeof ClientList>) => listClients(ctx, asked), query)) {
    const [people] = await flush(ctx, [peopleOf(clients.map(({ id }) => id))]);
    const of = Map.groupBy(people, ({ clientId }) => clientId);
    yield clients.map((client) => clientValues(client, of.get(client.id) ?? [], extras));
  }
}

async function* productRows(ctx: Context, filter: Filter, extras: Extras): AsyncGenerator<Values[]> {
  const query = filters.products.parse(filter);
  for await (const products of pages((asked: z.infer<typeof ProductList>) => listProducts(ctx, asked), query)) {
    yield products.map((product) => {
      const { prices, tagIds: _, customFields: __, ...plain } = product;
      const priced = Object.fromEntries(prices.map(({ currency, unitPrice }) => [`price${currency}`, unitPrice]));
      return { ...plain, ...priced, ...ownValues(product, extras) };
    });
  }
}

function invoiceValues(invoice: InvoiceListItem): Values {
  const { number, issueDate, dueDate, clientName, currency, state, kind, overdueDays } = invoice;
  const sign = kind === 'return' ? -1 : 1;
  const amounts = { total: sign * invoice.totalMinor, open: invoice.openMinor, settled: invoice.settledMinor };
  return { number, issueDate, dueDate, clientName, currency, state, kind, overdueDays, ...amounts };
}

async function* invoicePages(ctx: Context, filter: Filter): AsyncGenerator<InvoiceListItem[]> {
  const query = filters.invoices.parse(filter);
  yield* pages((asked: z.infer<typeof InvoiceList>) => listInvoices(ctx, asked), query);
}

async function* invoiceRows(ctx: Context, filter: Filter, extras: Extras): AsyncGenerator<Values[]> {
  for await (const invoices of invoicePages(ctx, filter)) {
    const [own] = await flush(ctx, [fieldsOfInvoices(invoices.map(({ id }) => id))]);
    const of = new Map(own.map(({ id, customFields }) => [id, customFields]));
    yield invoices.map((invoice) => {
      const marked = { tagIds: invoice.tagIds, customFields: of.get(invoice.id) ?? {} };
      return { ...invoiceValues(invoice), ...ownValues(marked, extras) };
    });
  }
}

function lineValues({ description, quantity, unit, unitPrice, vatRate, discountRate, discountMinor }: Line): Values {
  return { description, quantity, unit, unitPrice, vatRate, discountRate, discount: discountMinor };
}

/** Each line with the facts of its invoice before it. */
async function* invoiceLineRows(ctx: Context, filter: Filter): AsyncGenerator<Values[]> {
  for await (const invoices of invoicePages(ctx, filter)) {
    const ids = invoices.map(({ id }) => id);
    const [heads, lines] = await flush(ctx, [headsOf(ids), linesOf(ids)]);
    const headOf = new Map(heads.map((head) => [head.id, head]));
    const of = Map.groupBy(lines, ({ invoiceId }) => invoiceId);
    yield invoices.flatMap((invoice) => {
      const head = headOf.get(invoice.id);
      const shared = {
        ...invoiceValues(invoice),
        total: invoice.totalMinor,
        clientTaxNumber: head?.clientTaxNumber ?? null,
        clientEmail: head?.clientEmail ?? null,
        pricesIncludeVat: head?.pricesIncludeVat ?? false,
        invoiceDiscountRate: head?.discountRate ?? null,
        invoiceDiscount: head?.discountMinor ?? null,
        exchangeRate: head?.exchangeRate ?? null,
        language: head?.language ?? null,
        notes: head?.notes ?? null,
      };
      return (of.get(invoice.id) ?? []).map((line) => ({ ...shared, ...lineValues(line) }));
    });
  }
}

type Asked = Pick<ExportCreate, 'subject' | 'filter' | 'language'>;

/** The rows in portions; memory holds one portion at a time. */
export async function* exportRows(
  ctx: Context,
  { subject, filter, language }: Asked,
  fields: readonly CustomField[],
): AsyncGenerator<Values[]> {
  switch (subject) {
    case 'clients':
      return yield* clientRows(ctx, filter, await extrasOf(ctx, fields, language));
    case 'products':
      return yield* productRows(ctx, filter, await extrasOf(ctx, fields, language));
    case 'invoices':
      return yield* invoiceRows(ctx, filter, await extrasOf(ctx, fields, language));
    case 'invoiceLines':
      return yield* invoiceLineRows(ctx, filter);
    default:
      subject satisfies never;
  }
}
