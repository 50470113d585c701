// One list of the printed report: its latest records row by row, and of all before them how many there are and what they come to.
import type { Language } from '../../../../shared/fields.ts';
import { formatNumber } from '../../../../shared/format.ts';
import type { RecordCell, RecordColumn, RecordPart } from '../../../billing/documents/record-view.ts';
import { textOf, type Entry, type Reader } from './reading.ts';
import type { ReportWords } from './words.ts';

/**
 * Rows of one list in print. The whole document is laid out at once: a dozen lists of this many take the memory that a function has to spare,
 * and thousands of rows take it from everybody else there.
 */
export const LISTED_MAX = 150;

export const counted = (count: number, language: Language) => formatNumber(String(count), language);

export type Column<One> = { label: string; width?: number; isFigure?: true; cell: (entry: One) => RecordCell };

/** How records that are not listed one by one are told apart and added up. */
export type Summing = {
  /** The day that a record counts for; the day that it was written down where it has none. */
  day?: string;
  what?: (entry: Entry) => string;
  /** Of amounts in minor units; only those of one kind and one currency are added up. */
  sum?: string;
};

type Group = { year: string; what: string; currency: string; count: number; sumMinor: number };

function groupsOf(entries: readonly Entry[], read: Reader, { day = 'createdAt', what, sum }: Summing): Group[] {
  const groups = new Map<string, Group>();
  for (const entry of entries) {
    const year = read.year(entry, day) || read.year(entry, 'createdAt');
    const [kind, currency] = [what?.(entry) ?? '', sum ? textOf(entry, 'currency') : ''];
    const key = [year, kind, currency].join('|');
    const group = groups.get(key) ?? { year, what: kind, currency, count: 0, sumMinor: 0 };
    group.count += 1;
    group.sumMinor += sum ? Number(entry[sum] ?? 0) : 0;
    groups.set(key, group);
  }
  return [...groups.values()].sort(
    (a, b) => b.year.localeCompare(a.year) || a.what.localeCompare(b.what) || a.currency.localeCompare(b.currency),
  );
}

/** The records before those that are listed, one row a year, a kind and a currency. */
function summed(
  heading: string,
  words: ReportWords,
  read: Reader,
  entries: readonly Entry[],
  summing: Summing,
): RecordPart {
  const column = (label: string, width: number | null, isFigure = false) => ({ label, width, isFigure });
  const number = (count: number) => counted(count, read.language);
  const rows = groupsOf(entries, read, summing).map(({ year, what, currency, count, sumMinor }) => [
    year,
    ...(summing.what ? [what] : []),
    number(count),
    ...(summing.sum ? [read.money({ currency, sumMinor }, 'sumMinor')] : []),
  ]);
  return {
    kind: 'table',
    heading: `${heading} · ${words.earlier}`,
    note: null,
    columns: [
      ...(summing.what ? [column(words.year, 60), column(words.kind, null)] : [column(words.year, null)]),
      column(words.entries, 76, true),
      ...(summing.sum ? [column(words.total, 130, true)] : []),
    ],
    rows,
    count: null,
    empty: words.none,
  };
}

/**
 * A part that lists records, oldest first as they are kept; without any it says so. Of more than `LISTED_MAX` the latest are listed, and a
 * second part counts the others by year.
 */
export function listed(
  heading: string,
  words: ReportWords,
  read: Reader,
  entries: readonly Entry[],
  columns: Column<Entry>[],
  note: string | null = null,
  summing: Summing = {},
): RecordPart[] {
  const heads: RecordColumn[] = columns.map(({ label, width = null, isFigure = false }) => ({
    label,
    width,
    isFigure,
  }));
  const latest = entries.slice(-LISTED_MAX);
  const before = entries.slice(0, entries.length - latest.length);
  const number = (count: number) => counted(count, read.language);
  const bounded = before.length > 0 && words.latestOf(number(entries.length), number(latest.length));
  const part: RecordPart = {
    kind: 'table',
    heading,
    note: [note, bounded].filter(Boolean).join(' ') || null,
    columns: heads,
    rows: latest.map((entry) => columns.map(({ cell }) => cell(entry))),
    count: number(entries.length),
    empty: words.none,
  };
  return before.length > 0 ? [part, summed(heading, words, read, before, summing)] : [part];
}
