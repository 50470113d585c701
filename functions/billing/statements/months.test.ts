// The month before a day, over the end of a year and in February.
import { expect, test } from 'vitest';
import { monthBefore } from './months.ts';

test('the month before has its own first and last day', () => {
  expect(monthBefore('2026-11-25')).toEqual({ from: '2026-10-01', to: '2026-10-31' });
  expect(monthBefore('2026-01-01')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
  expect(monthBefore('2028-03-31')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
});
