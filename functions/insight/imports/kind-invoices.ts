// Rows that are lines of invoices from before; rows below each other with the same number are one invoice.
import { HistoricalRecord } from '../../../shared/history.ts';
import { newId } from '../../../shared/ids.ts';
import { InvoiceCreate } from '../../../shared/invoices.ts';
import { historicalStatements, numbersTaken } from '../../billing/history/history.ts';
import { clientStatements } from '../../crm/clients/clients.ts';
import type { Statement } from '../../platform/statement.ts';
import { places, ratesFor, reckoned, type Rates, type TypedInvoice } from './reckon.ts';
import { clientFinder, clientsLooked, readMark } from './client-finder.ts';
import {
  byContract,
  failed,
  given,
  said,
  skipped,
  textOf,
  type Decision,
  type Kind,
  type Reading,
  type TypedRow,
} from './kind.ts';
import type { RowError } from './store.ts';

type Item = TypedInvoice | { rows: TypedRow[]; bad: TypedRow; errors: RowError[] };

/** Facts of the invoice, which its rows repeat or leave empty. */
const shared = [
  'issueDate',
  'dueDate',
  'clientName',
  'clientTaxNumber',
  'clientEmail',
  'currency',
  'exchangeRate',
  'total',
  'state',
  'kind',
  'language',
  'pricesIncludeVat',
  'notes',
  'invoiceDiscountRate',
  'invoiceDiscount',
];

/** The head of an invoice out of its rows, and the first row that says otherwise. */
function headOf(
  reading: Reading,
  rows: readonly TypedRow[],
): { head: TypedRow } | { bad: TypedRow; errors: RowError[] } {
  const [first] = rows;
  if (!first) throw new Error('A group has a row.');
  const head: TypedRow = { ...first, values: { ...first.values } };
  for (const row of rows.slice(1)) {
    const differing = shared.filter((key) => {
      const value = given(row, key);
      if (value === undefined) return false;
      if (given(head, key) === undefined) head.values[key] = value;
      return head.values[key] !== value;
    });
    if (differing.length > 0) return { bad: row, errors: differing.map((key) => said(reading, key, 'import.differs')) };
  }
  return { head };
}

function lineOf(reading: Reading, row: TypedRow, head: TypedRow): Record<string, unknown> {
  return {
    description: textOf(row, 'description') ?? textOf(head, 'number'),
    quantity: given(row, 'quantity') ?? '1',
    unit: given(row, 'unit') ?? 'C62',
    unitPrice: given(row, 'unitPrice') ?? '',
    vatRate: given(row, 'vatRate') ?? reading.tenant.vatRates[0] ?? '20',
    discountRate: given(row, 'discountRate') === '0' ? null : (given(row, 'discountRate') ?? null),
    discountMinor: given(row, 'discount') || null,
  };
}

function typedOf(reading: Reading, rows: readonly TypedRow[], head: TypedRow): Record<string, unknown> {
  const optional = Object.fromEntries(
    ['exchangeRate', 'language', 'dueDate'].flatMap((key) =>
      given(head, key) === undefined ? [] : [[key, given(head, key)]],
    ),
  );
  return {
    ...optional,
    currency: given(head, 'currency') ?? reading.tenant.currency,
    clientId: newId(),
    pricesIncludeVat: given(head, 'pricesIncludeVat') ?? false,
    notes: textOf(head, 'notes'),
    discountRate: given(head, 'invoiceDiscountRate') === '0' ? null : (given(head, 'invoiceDiscountRate') ?? null),
    discountMinor: given(head, 'invoiceDiscount') || null,
    lines: rows.map((row) => lineOf(reading, row, head)),
  };
}

const isTaken = (row: TypedRow) =>
  ['issued', undefined].includes(textOf(row, 'state') ?? undefined) &&
  ['sale', undefined].includes(textOf(row, 'kind') ?? undefined);

async function readItem(reading: Reading, rows: TypedRow[]): Promise<Item> {
  const wrong = rows.find(({ errors }) => errors.length > 0);
  const found = headOf(reading, rows);
  if (wrong) return { rows, bad: wrong, errors: wrong.errors };
  if (!('head' in found)) return { rows, ...found };
  const { head } = found;
  if (!isTaken(head)) return { rows, bad: head, errors: [said(reading, 'state', 'import.notIssued')] };
  const place = places(rows);
  const numbered = { number: textOf(head, 'number') ?? '', issueDate: textOf(head, 'issueDate') ?? '' };
  const past = await byContract(reading, HistoricalRecord, numbered, ([field = '']) => field);
  const typed = await byContract(reading, InvoiceCreate, typedOf(reading, rows, head), place.columnOf);
  const mark = await readMark(reading, head);
  const errors = [past, typed, mark].flatMap((one) => ('errors' in one ? one.errors : []));
  if (errors.length > 0 || !('value' in past) || !('value' in typed) || !('mark' in mark))
    return { rows, bad: place.bad() ?? head, errors };
  const { clientId: _, ...draft } = typed.value;
  const total = given(head, 'total');
  return { rows, mark: mark.mark, past: past.value, typed: draft, total: typeof total === 'number' ? total : null };
}

/** Invoices with their old numbers; their clients are found or made. */
export const invoiceKind: Kind = async (reading, groups) => {
  const items: Item[] = [];
  for (const rows of groups) items.push(await readItem(reading, rows));
  const good = items.filter((item): item is TypedInvoice => 'past' in item);
  return async (look) => {
    const [known, taken] = await look([
      clientsLooked(good.map(({ mark }) => mark)),
      numbersTaken(good.map(({ past }) => past.number)),
    ]);
    const rates = await ratesFor(reading, good, look);
    const numbers = new Set(taken.map(({ number }) => number));
    const finder = clientFinder(reading, known);
    const decisions: Decision[] = [];
    const statements: Statement<unknown>[] = [];
    for (const item of items) {
      if (!('past' in item)) {
        decisions.push({ ...failed(item.rows, item.errors), row: item.bad.row });
        continue;
      }
      const { number } = item.past;
      if (reading.seen.has(number)) decisions.push(failed(item.rows, [said(reading, 'number', 'import.numberTaken')]));
      else if (numbers.has(number)) decisions.push(skipped(item.rows));
      else decisions.push(enter({ reading, finder, rates, statements }, item));
    }
    const clients = finder.inserts.length > 0 ? [clientStatements.insertMany(finder.inserts, reading.at)] : [];
    return { decisions, statements: [...clients, ...statements] };
  };
};

type Entering = {
  reading: Reading;
  finder: ReturnType<typeof clientFinder>;
  rates: Rates;
  statements: Statement<unknown>[];
};

function enter({ reading, finder, rates, statements }: Entering, item: TypedInvoice): Decision {
  const { client, isNew } = finder.clientFor(item.mark);
  const result = reckoned(reading, item, client, rates);
  if ('errors' in result) {
    // A client is made only together with a document.
    if (isNew) finder.forget(client.id);
    return failed(item.rows, result.errors);
  }
  const id = newId();
  reading.seen.set(item.past.number, id);
  statements.push(
    ...historicalStatements(
      id,
      result.draft,
      item.past,
      { client, tenant: reading.tenant, exchange: result.exchange },
      reading.at,
      'none',
    ),
  );
  const made = { recordKind: 'invoice' as const, recordId: id, before: null, versionAfter: 2 };
  return { ...skipped(item.rows), outcome: 'created', made, ...(isNew ? { clientId: client.id } : {}) };
}
