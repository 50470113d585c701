// A long list in print stays short, and what it leaves out is added up truthfully.
import { describe, expect, test } from 'vitest';
import { LISTED_MAX, listed, type Column } from './listing.ts';
import { reader, textOf, type Entry } from './reading.ts';
import { reportWords } from './words.ts';

const read = reader('en', 'Europe/Istanbul');
const columns: Column<Entry>[] = [{ label: 'Number', cell: (one) => textOf(one, 'number') }];
const summing = { day: 'issueDate', what: (one: Entry) => textOf(one, 'kind'), sum: 'totalMinor' };
const list = (entries: Entry[]) => listed('Invoices', reportWords.en, read, entries, columns, null, summing);
const rowsOf = (part: ReturnType<typeof list>[number] | undefined) => (part?.kind === 'table' ? part.rows : null);

const latest = Array.from({ length: LISTED_MAX }, (_, n) => ({ number: `A${n}`, issueDate: '2026-01-01' }));
const earlier = (entry: Entry) => ({ kind: 'Sale', currency: 'TRY', totalMinor: 100, ...entry });

describe('a list in print', () => {
  test('of as many records as it may have is all there, without a second part', () => {
    const parts = list(latest);
    expect(parts).toHaveLength(1);
    expect([rowsOf(parts[0])?.length, parts[0]?.note]).toEqual([LISTED_MAX, null]);
  });

  test('adds up those before by year, kind and currency, and never one currency to another', () => {
    const before = [
      earlier({ issueDate: '2024-12-31' }),
      earlier({ issueDate: '2025-01-01' }),
      earlier({ issueDate: '2025-06-01', totalMinor: 250 }),
      earlier({ issueDate: '2025-06-01', currency: 'EUR' }),
      earlier({ issueDate: '2025-06-01', kind: 'Return' }),
    ];
    const [listing, summary] = list([...before, ...latest]);
    expect([listing?.count, rowsOf(listing)?.length, rowsOf(listing)?.[0]]).toEqual(['155', LISTED_MAX, ['A0']]);
    expect(listing?.note).toContain('Of 155 entries the latest 150');
    const rows = rowsOf(summary)?.map((row) => row.map((cell) => String(cell).replace(/\s/g, ' ')));
    expect(rows).toEqual([
      ['2025', 'Return', '1', '₺1.00'],
      ['2025', 'Sale', '1', '€1.00'],
      ['2025', 'Sale', '2', '₺3.50'],
      ['2024', 'Sale', '1', '₺1.00'],
    ]);
  });

  test('counts a record without its day for the year that it was written down in, where the business is', () => {
    const [, summary] = list([earlier({ issueDate: null, createdAt: '2024-12-31T22:30:00Z' }), ...latest]);
    expect(rowsOf(summary)?.[0]?.[0]).toBe('2025');
  });
});
