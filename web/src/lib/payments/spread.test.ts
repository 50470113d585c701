// What a person fixes stays, the rest follows the oldest first, and nothing is given twice.
import { expect, test } from 'vitest';
import { spread } from './spread.ts';

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
