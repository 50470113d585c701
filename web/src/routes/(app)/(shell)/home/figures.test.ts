// Figures lead to the list that holds exactly what they count.
import { expect, test } from 'vitest';
import { ageFigures, cashFigures, currenciesOf, monthEnd } from './figures.ts';

const owed = {
  currency: 'TRY' as const,
  openMinor: 15,
  openCount: 5,
  overdueMinor: 14,
  overdueCount: 4,
  creditMinor: 0,
  notDueMinor: 1,
  days30Minor: 2,
  days60Minor: 3,
  days90Minor: 4,
  olderMinor: 5,
};

test('the ages of receivables follow each other without a gap or an overlap', () => {
  const asked = ageFigures(owed, '2026-03-31').map(({ href }) => new URLSearchParams(href.split('?')[1]));
  const days = asked.map((query) => [query.get('dueFrom'), query.get('dueTo')]);
  expect(days).toEqual([
    ['2026-03-31', null],
    ['2026-03-01', '2026-03-30'],
    ['2026-01-30', '2026-02-28'],
    ['2025-12-31', '2026-01-29'],
    [null, '2025-12-30'],
  ]);
  expect(asked.map((query) => query.get('currency'))).toEqual(Array(5).fill('TRY'));
});

test('a month ends on its last day, in leap years too', () => {
  expect(['2026-02', '2028-02', '2026-11', '2026-12'].map(monthEnd)).toEqual([
    '2026-02-28',
    '2028-02-29',
    '2026-11-30',
    '2026-12-31',
  ]);
});

test('months are said in the language of the screen, and only of the currency asked for', () => {
  const cash = [
    { month: '2026-08', currency: 'TRY' as const, amountMinor: 5 },
    { month: '2026-08', currency: 'EUR' as const, amountMinor: 7 },
  ];
  const names = (['tr', 'en'] as const).map((language) => cashFigures(cash, 'TRY', language).map(({ name }) => name));
  expect(names).toEqual([['Ağustos 2026'], ['August 2026']]);
});

test('currencies stand once each, in the order of the server', () => {
  const cashIn = [
    { month: '2026-08', currency: 'TRY' as const, amountMinor: 5 },
    { month: '2026-08', currency: 'EUR' as const, amountMinor: 7 },
  ];
  expect(
    currenciesOf({ day: '2026-08-01', receivables: [owed], cashIn, topClients: [], overdue: [], draftCount: 0 }),
  ).toEqual(['TRY', 'EUR']);
});
