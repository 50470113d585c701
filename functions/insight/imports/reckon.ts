// What an invoice of before comes to: its sums, held to the total that is told, and its worth in the books at the rate of its day.
import type { Client } from '../../../shared/clients.ts';
import { today } from '../../../shared/dates.ts';
import { bookCurrency } from '../../../shared/exchange.ts';
import { formatMoney } from '../../../shared/format.ts';
import type { HistoricalRecord } from '../../../shared/history.ts';
import type { InvoiceCreate, InvoiceInput } from '../../../shared/invoices.ts';
import type { FieldProblem } from '../../../shared/problem.ts';
import { checkTotals } from '../../../shared/totals.ts';
import { exchangeStatements } from '../../billing/exchange-rates/exchange-rates.ts';
import { fixExchange } from '../../billing/exchange-rates/fixed.ts';
import type { FixedExchange } from '../../billing/exchange-rates/columns.ts';
import { historyProblems } from '../../billing/history/history.ts';
import { newDraft, sumsOf } from '../../billing/invoices/compose.ts';
import { fieldErrors } from '../../platform/validation.ts';
import { rowError, said, type Look, type Reading, type TypedRow } from './kind.ts';
import type { ClientMark } from './known-clients.ts';
import type { RowError } from './store.ts';

export type TypedInvoice = {
  rows: TypedRow[];
  mark: ClientMark;
  past: HistoricalRecord;
  typed: Omit<InvoiceCreate, 'clientId'>;
  total: number | null;
};

const lineColumns: Record<string, string> = { discountMinor: 'discount' };
const headColumns: Record<string, string> = { discountRate: 'invoiceDiscountRate', discountMinor: 'invoiceDiscount' };

/** Which row and column a field of the contract came from. */
export function places(rows: readonly TypedRow[]) {
  let bad: TypedRow | undefined;
  const columnOf = ([field = '', place = '', inner = '']: string[]): string | null => {
    if (field !== 'lines') return headColumns[field] ?? field;
    bad ??= rows[Number(place)];
    return lineColumns[inner] ?? (inner || null);
  };
  return { columnOf, bad: () => bad };
}

/** The bulletin that counts on a day; undefined where nobody needs one. */
export type Rates = ReadonlyMap<string, Parameters<typeof fixExchange>[2]>;

/** Bulletins of the days on which something was invoiced in another currency without saying at which rate. */
export async function ratesFor(reading: Reading, items: readonly TypedInvoice[], look: Look): Promise<Rates> {
  const book = bookCurrency(reading.tenant);
  const foreign = items.filter(({ typed }) => typed.currency !== book && !typed.exchangeRate);
  const days = [...new Set(foreign.map(({ past }) => past.issueDate))];
  const found = await look(days.map((day) => exchangeStatements.lastBulletinBefore(reading.at, day)));
  return new Map(days.flatMap((day, place) => found[place]?.map((asked) => [day, asked] as const) ?? []));
}

export type Reckoned = { draft: InvoiceInput; exchange: FixedExchange | null };

function told(reading: Reading, item: TypedInvoice, problems: readonly FieldProblem[]): { errors: RowError[] } {
  const { columnOf } = places(item.rows);
  const errors = fieldErrors(problems, reading.language);
  return {
    errors: errors.map(({ pointer, detail }) => rowError(reading, columnOf(pointer.split('/').slice(1)), detail)),
  };
}

/** With VAT rounded per rate or per line, whichever comes to the total that is told. */
function fitting(reading: Reading, draft: InvoiceInput, total: number | null): InvoiceInput | { errors: RowError[] } {
  if (total === null) return draft;
  const modes = (['category', 'line'] as const).map((roundingMode) => ({ ...draft, roundingMode }));
  const totals = modes.map((mode) => sumsOf(mode).totals.totalMinor);
  const found = modes[totals.indexOf(total)];
  if (found) return found;
  const [as, sum] = [total, totals[0] ?? 0].map((minor) => formatMoney(minor, draft.currency, reading.language));
  return { errors: [said(reading, 'total', 'import.total', { told: as ?? '', sum: sum ?? '' })] };
}

/** The draft as it was reckoned elsewhere, with what it is worth in the books. */
export function reckoned(
  reading: Reading,
  item: TypedInvoice,
  client: Client,
  rates: Rates,
): Reckoned | { errors: RowError[] } {
  const { tenant } = reading;
  const { issueDate } = item.past;
  const typed = { ...item.typed, clientId: client.id, discountRate: item.typed.discountRate ?? null };
  const draft = newDraft(typed, { client, tenant }, issueDate);
  const day = today(tenant.timeZone, reading.at);
  const problems = [...checkTotals(draft), ...historyProblems(item.past, draft.dueDate, day)];
  if (problems.length > 0) return told(reading, item, problems);
  const found = fitting(reading, draft, item.total);
  if ('errors' in found) return found;
  const asked = rates.get(issueDate) ?? { date: issueDate, bulletin: null };
  const fixed = fixExchange({ ...found, totals: sumsOf(found).totals }, tenant, asked, reading.language);
  return fixed.problems.length > 0 ? told(reading, item, fixed.problems) : { draft: found, exchange: fixed.exchange };
}
