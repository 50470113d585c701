// Days: the right day in every zone at midnight, at year's end and on 29 February.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  ageOn,
  compareDays,
  dayOfYear,
  daysBetween,
  daysOverdue,
  isDay,
  isOldEnough,
  today,
  yearOf,
} from './dates.ts';

describe('today', () => {
  test.each([
    ['Europe/Istanbul', '2026-11-22T20:59:59.999Z', '2026-11-22'],
    ['Europe/Istanbul', '2026-11-22T21:00:00.000Z', '2026-11-23'],
    ['Europe/Istanbul', '2026-12-31T21:00:00.000Z', '2027-01-01'],
    ['UTC', '2026-12-31T23:59:59.999Z', '2026-12-31'],
    ['America/New_York', '2027-01-01T04:59:59.000Z', '2026-12-31'],
    ['Pacific/Kiritimati', '2026-12-31T10:00:00.000Z', '2027-01-01'],
    ['Europe/Berlin', '2026-03-29T00:59:59.000Z', '2026-03-29'],
    ['Europe/Berlin', '2026-10-25T22:59:59.000Z', '2026-10-25'],
    ['Europe/Berlin', '2026-10-25T23:00:00.000Z', '2026-10-26'],
    ['Europe/Istanbul', '2028-02-28T21:00:00.000Z', '2028-02-29'],
  ])('in %s at %s it is %s', (zone, at, day) => {
    expect(today(zone, at)).toBe(day);
    expect(today(zone, Date.parse(at))).toBe(day);
    expect(today(zone, new Date(at))).toBe(day);
  });

  test('is always a day of the calendar, and within a day of the one in UTC', () => {
    const zones = fc.constantFrom('Europe/Istanbul', 'Asia/Kathmandu', 'Pacific/Chatham', 'America/St_Johns', 'UTC');
    const instants = fc.date({ min: new Date('1970-01-02'), max: new Date('2199-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(zones, instants, (zone, at) => {
        const day = today(zone, at);
        expect(isDay(day)).toBe(true);
        expect(Math.abs(daysBetween(today('UTC', at), day))).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('counting', () => {
  test.each([
    ['2026-12-31', 1, '2027-01-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2027-02-28', 1, '2027-03-01'],
    ['2028-03-01', -1, '2028-02-29'],
    ['2100-02-28', 1, '2100-03-01'],
    ['2026-03-28', 2, '2026-03-30'],
    ['2026-11-22', 0, '2026-11-22'],
  ])('%s plus %d days is %s', (day, days, later) => {
    expect(addDays(day, days)).toBe(later);
    expect(daysBetween(day, later)).toBe(days);
  });

  test('there and back again is the same day, over clock changes too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 80_000 }), fc.integer({ min: -40_000, max: 40_000 }), (start, days) => {
        const day = addDays('1970-01-01', start);
        const other = addDays(day, days);
        expect(addDays(other, -days)).toBe(day);
        expect(daysBetween(day, other)).toBe(days);
        expect(compareDays(day, other)).toBe(Math.sign(-days) + 0);
      }),
    );
  });

  test('days of the year run to 365 or 366', () => {
    expect([dayOfYear('2026-01-01'), dayOfYear('2026-12-31'), dayOfYear('2028-12-31'), yearOf('2028-12-31')]).toEqual([
      1, 365, 366, 2028,
    ]);
  });

  test('a document is not overdue on its due day, and one day after is one day', () => {
    expect(daysOverdue('2026-11-22', '2026-11-21')).toBe(0);
    expect(daysOverdue('2026-11-22', '2026-11-22')).toBe(0);
    expect(daysOverdue('2026-11-22', '2026-11-23')).toBe(1);
    expect(daysOverdue(null, '2026-11-23')).toBe(0);
  });

  test.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '20261122', '', '2026-11-22T00:00', 'heute'])(
    '%j is no day and is refused',
    (text) => {
      expect(isDay(text)).toBe(false);
      expect(() => addDays(text, 1)).toThrow(RangeError);
      expect(() => ageOn(text, '2026-11-22')).toThrow(RangeError);
    },
  );
});

describe('age', () => {
  test.each([
    ['2010-11-22', '2026-11-21', 15],
    ['2010-11-22', '2026-11-22', 16],
    ['2010-12-31', '2027-01-01', 16],
    ['2012-02-29', '2028-02-28', 15],
    ['2012-02-29', '2028-02-29', 16],
    ['2012-02-29', '2027-02-28', 14],
    ['2012-02-29', '2027-03-01', 15],
  ])('born on %s, on %s: %d', (birth, day, age) => expect(ageOn(birth, day)).toBe(age));

  test('the gate opens on the sixteenth birthday, and not to the unborn or the impossibly old', () => {
    expect(isOldEnough('2010-11-22', '2026-11-21', 16)).toBe(false);
    expect(isOldEnough('2010-11-22', '2026-11-22', 16)).toBe(true);
    expect(isOldEnough('2030-01-01', '2026-11-22', 16)).toBe(false);
    expect(isOldEnough('1800-01-01', '2026-11-22', 16)).toBe(false);
  });
});
