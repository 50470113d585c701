// Business days: weekends, the holidays of Türkiye, fixed and by the moon, and the weekday of any day.
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

test('Ramazan and Kurban Bayramı are no business days in Türkiye, the day before and the day after are', () => {
  const atWork = (days: string[], country = 'TR') => days.filter((day) => isBusinessDay(day, country));
  expect(atWork(['2026-03-19', '2026-03-20', '2026-03-23'])).toEqual(['2026-03-19', '2026-03-23']);
  const kurban = ['2026-05-26', '2026-05-27', '2026-05-28', '2026-05-29', '2026-06-01'];
  expect(atWork(kurban)).toEqual(['2026-05-26', '2026-06-01']);
  expect(atWork(['2027-03-08', '2027-03-09', '2027-03-11', '2027-03-12'])).toEqual(['2027-03-08', '2027-03-12']);
  expect(atWork(kurban, 'DE')).toEqual(kurban);
});
