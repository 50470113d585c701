// Fields that several nouns share refuse what no store could keep.
import { expect, test } from 'vitest';
import { Changes, changeRoutes } from './changes.ts';
import { Day } from './fields.ts';

test('a day stands in the calendar', () => {
  expect(['2026-02-28', '2028-02-29', '0001-01-01', '9999-12-31'].map((day) => Day.safeParse(day).success)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['0000-01-01', '2026-02-29', '2026-2-3', '10000-01-01'].map((day) => Day.safeParse(day).success)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test('a cursor of changes fits the number that PostgreSQL counts transactions with', () => {
  const { query } = changeRoutes.since;
  expect(query.safeParse({ since: String(2n ** 64n - 1n) }).success).toBe(true);
  expect(query.safeParse({ since: String(2n ** 64n) }).success).toBe(false);
  expect(Changes.safeParse({ cursor: '1', changes: [] }).success).toBe(true);
});
