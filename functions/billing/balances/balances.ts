// Balances and statements of clients: read in one round trip from the facts.
import type { ClientBalance, Statement, StatementPart, StatementQuery } from '../../../shared/balances.ts';
import type { Currency } from '../../../shared/fields.ts';
import { Problem } from '../../../shared/problem.ts';
import { clientStatements } from '../../crm/clients/clients.ts';
import type { Context } from '../../platform/context.ts';
import { flush, one } from '../../platform/flush.ts';
import { getBalances, getEntries, getHead, getOpenings, type EntryRow } from './store.ts';

/** More entries than anybody reads; a shorter period is asked for then. */
export const ENTRIES_MAX = 2_000;

export async function getBalance(ctx: Context, clientId: string): Promise<ClientBalance> {
  const [clients, balances] = await flush(ctx, [clientStatements.get(clientId), getBalances(clientId, ctx.clock())]);
  return { clientId: one(clients).id, balances };
}

/** One currency's part, with the balance after each entry. */
export function partOf(currency: Currency, openingMinor: number, rows: readonly EntryRow[]): StatementPart {
  let balanceMinor = openingMinor;
  const entries = rows.map(({ currency: _same, ...row }) => {
    balanceMinor += row.debitMinor - row.creditMinor;
    return { ...row, balanceMinor };
  });
  const debitMinor = rows.reduce((sum, row) => sum + row.debitMinor, 0);
  const creditMinor = rows.reduce((sum, row) => sum + row.creditMinor, 0);
  return { currency, openingMinor, debitMinor, creditMinor, closingMinor: balanceMinor, entries };
}

/**
 * The account statement of a period.
 * @throws Problem `notFound`, `invalid` when the period ends before it begins, `unprocessable` when it holds too many entries
 */
export async function getStatement(ctx: Context, clientId: string, asked: StatementQuery): Promise<Statement> {
  const now = ctx.clock();
  if (asked.from && asked.to && asked.to < asked.from) {
    throw new Problem('invalid', 'invalid', {}, [{ pointer: '?to', key: 'statement.periodEndsFirst' }]);
  }
  const [heads, openings, rows] = await flush(ctx, [
    getHead(clientId, asked, now),
    getOpenings(clientId, asked, now),
    getEntries(clientId, asked, now, ENTRIES_MAX + 1),
  ]);
  const { name, from, to, homeCurrency } = one(heads);
  if (rows.length > ENTRIES_MAX) throw new Problem('unprocessable', 'statement.tooLong', { most: ENTRIES_MAX });
  const before = new Map(openings.map(({ currency, minor }) => [currency, minor]));
  const grouped = Map.groupBy(rows, ({ currency }) => currency);
  const currencies = [...new Set([...before.keys(), ...grouped.keys()])].toSorted(
    (one_, other) => Number(other === homeCurrency) - Number(one_ === homeCurrency) || (one_ < other ? -1 : 1),
  );
  const parts = currencies.map((currency) => partOf(currency, before.get(currency) ?? 0, grouped.get(currency) ?? []));
  return { clientId, clientName: name, from, to, parts };
}
