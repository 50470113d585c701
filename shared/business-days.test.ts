// Business days: weekends, the fixed holidays of Türkiye, and the weekday of any day.
import { expect, test } from 'vitest';
import { isBusinessDay } from './business-days.ts';
import { weekdayOf } from './dates.ts';

test('the weekday is 1 on Monday and 7 on Sunday, before 1970 too', () => {
  expect(weekdayOf('2026-11-23')).toBe(1);
  expect(weekdayOf('2026-11-29')).toBe(7);
  expect(weekdayOf('1969-12-28')).toBe(7);
});

test('weekends are no business days, and 29 October is none in Türkiye', () => {
  expect(isBusinessDay('2026-11-27', 'TR')).toBe(true);
  expect(isBusinessDay('2026-11-28', 'TR')).toBe(false);
  expect(isBusinessDay('2026-10-29', 'TR')).toBe(false);
  expect(isBusinessDay('2026-10-29', 'DE')).toBe(true);
});
