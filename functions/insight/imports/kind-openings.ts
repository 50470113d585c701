// Rows that are opening balances: what a client owed, or had to its credit, on a day before.
import type * as z from 'zod';
import { compareDays, today } from '../../../shared/dates.ts';
import { OpeningCreate } from '../../../shared/history.ts';
import { newId } from '../../../shared/ids.ts';
import { openingStatements, openingsThere } from '../../billing/history/history.ts';
import { clientStatements } from '../../crm/clients/clients.ts';
import type { Statement } from '../../platform/statement.ts';
import { clientFinder, clientsLooked, readMark } from './client-finder.ts';
import {
  byContract,
  distinct,
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
import type { ClientMark } from './known-clients.ts';
import type { RowError } from './store.ts';

type Opening = z.output<typeof OpeningCreate>;
type Typed = { row: TypedRow; mark: ClientMark; opening: Opening };
type Item = Typed | { row: TypedRow; errors: RowError[] };

async function readItem(reading: Reading, row: TypedRow): Promise<Item> {
  const debit = given(row, 'debit') || undefined;
  const credit = given(row, 'credit') || undefined;
  // A balance below zero is one of the other side.
  const isCredit = credit !== undefined || (typeof debit === 'number' && debit < 0);
  const amount = credit ?? debit;
  const sides = (debit === undefined) === (credit === undefined) ? [said(reading, 'debit', 'import.oneSide')] : [];
  const opening = {
    side: isCredit ? 'credit' : 'debit',
    currency: given(row, 'currency') ?? reading.tenant.currency,
    amountMinor: typeof amount === 'number' ? Math.abs(amount) : 1,
    openingDate: given(row, 'openingDate') ?? '',
    dueDate: textOf(row, 'dueDate'),
    note: textOf(row, 'note'),
  };
  const read = await byContract(reading, OpeningCreate, opening, ([field = '']) =>
    field === 'amountMinor' ? (credit === undefined ? 'debit' : 'credit') : field,
  );
  const mark = await readMark(reading, row);
  const errors = distinct([
    ...row.errors,
    ...sides,
    ...[read, mark].flatMap((one) => ('errors' in one ? one.errors : [])),
  ]);
  if (!('value' in read) || !('mark' in mark) || errors.length > 0) return { row, errors };
  const { openingDate, dueDate } = read.value;
  if (compareDays(openingDate, today(reading.tenant.timeZone, reading.at)) > 0)
    errors.push(said(reading, 'openingDate', 'history.inFuture'));
  if (dueDate && compareDays(dueDate, openingDate) < 0) errors.push(said(reading, 'dueDate', 'history.dueFirst'));
  return errors.length > 0 ? { row, errors } : { row, mark: mark.mark, opening: read.value };
}

const markOf = (clientId: string, { side, currency, amountMinor, openingDate }: Opening) =>
  [clientId, side, currency, amountMinor, openingDate].join(' ');

/** One row is one balance; the same one of the same client and day is not entered twice. */
export const openingKind: Kind = async (reading, groups) => {
  const items: Item[] = [];
  for (const [row] of groups) if (row) items.push(await readItem(reading, row));
  const good = items.filter((item): item is Typed => 'opening' in item);
  return async (look) => {
    const [known] = await look([clientsLooked(good.map(({ mark }) => mark))]);
    const [there] = await look([openingsThere(known.map(({ id }) => id))]);
    const entered = new Set(there.map(({ clientId, ...one }) => markOf(clientId, one)));
    const finder = clientFinder(reading, known);
    const decisions: Decision[] = [];
    const statements: Statement<unknown>[] = [];
    for (const item of items) {
      if (!('opening' in item)) {
        decisions.push(failed([item.row], item.errors));
        continue;
      }
      const { client, isNew } = finder.clientFor(item.mark);
      const mark = markOf(client.id, item.opening);
      if (reading.options.existing !== 'create' && entered.has(mark)) {
        decisions.push(skipped([item.row]));
        continue;
      }
      entered.add(mark);
      const id = newId();
      statements.push(...openingStatements(id, item.opening, { client, tenant: reading.tenant }, reading.at));
      const isDebit = item.opening.side === 'debit';
      const made = {
        recordKind: isDebit ? ('invoice' as const) : ('payment' as const),
        recordId: id,
        before: null,
        versionAfter: isDebit ? 2 : null,
      };
      decisions.push({ ...skipped([item.row]), outcome: 'created', made, ...(isNew ? { clientId: client.id } : {}) });
    }
    const clients = finder.inserts.length > 0 ? [clientStatements.insertMany(finder.inserts, reading.at)] : [];
    return { decisions, statements: [...clients, ...statements] };
  };
};
