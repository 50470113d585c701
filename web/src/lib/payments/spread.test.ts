// What a person fixes stays, the rest follows the oldest first, and nothing is given twice.
import { expect, test } from 'vitest';
import { spread, spreadTyped } from './spread.ts';

const row = (openMinor: number, fixedMinor: number | null = null) => ({ invoiceId: 'x', openMinor, fixedMinor });

test('goes to the oldest first, each as far as it is open', () => {
  expect(spread(250, [row(100), row(100), row(100)])).toEqual([100, 100, 50]);
  expect(spread(0, [row(100)])).toEqual([0]);
  expect(spread(500, [row(100), row(100)])).toEqual([100, 100]);
});

test('keeps what was typed by hand and spreads only what is left', () => {
  expect(spread(250, [row(100), row(100, 20), row(200)])).toEqual([100, 20, 130]);
  expect(spread(50, [row(100), row(100, 80)])).toEqual([0, 80]);
});

test('says what goes where, what is left, and when it is too much', () => {
  const invoices = [
    { id: 'a', openMinor: 100 },
    { id: 'b', openMinor: 100 },
  ];
  const typed = (values: Record<string, number>) => spreadTyped(150, invoices, (id) => values[id] ?? null);
  expect(typed({})).toEqual({
    parts: [100, 50],
    leftMinor: 0,
    isTooMuch: false,
    allocations: [
      { invoiceId: 'a', amountMinor: 100 },
      { invoiceId: 'b', amountMinor: 50 },
    ],
  });
  expect(typed({ a: 0, b: 30 })).toMatchObject({ leftMinor: 120, allocations: [{ invoiceId: 'b', amountMinor: 30 }] });
  expect(typed({ a: 101 }).isTooMuch).toBe(true);
  expect(typed({ a: 100, b: 51 })).toMatchObject({ leftMinor: -1, isTooMuch: true });
});
