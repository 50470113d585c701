// Schedules are NCRONTAB in UTC, and what a timer remembers survives.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseSchedule, statusStore } from './schedule.ts';

const next = (expression: string, after: string): string =>
  parseSchedule(expression).next(new Date(after)).toISOString();

describe('schedules', () => {
  test.each([
    ['*/15 * * * * *', '2026-11-25T10:00:07Z', '2026-11-25T10:00:15.000Z'],
    ['0 */5 * * * *', '2026-11-25T10:00:00Z', '2026-11-25T10:05:00.000Z'],
    ['0 30 6 * * *', '2026-11-25T06:30:00Z', '2026-11-26T06:30:00.000Z'],
    ['0 0 9 * * 1-5', '2026-11-27T09:00:00Z', '2026-11-30T09:00:00.000Z'],
    ['0 0 0 1 jan *', '2026-11-25T00:00:00Z', '2027-01-01T00:00:00.000Z'],
    ['0 0 3 29 2 *', '2026-11-25T00:00:00Z', '2028-02-29T03:00:00.000Z'],
    // Day and weekday are both asked for, as NCRONTAB has it: the next 13th that is a Friday.
    ['0 0 0 13 * 5', '2026-11-25T00:00:00Z', '2027-08-13T00:00:00.000Z'],
    // The clocks of Berlin change in that night; UTC does not care.
    ['0 30 2 * * *', '2026-03-28T12:00:00Z', '2026-03-29T02:30:00.000Z'],
  ])('%s after %s', (expression, after, expected) => {
    expect(next(expression, after)).toBe(expected);
  });
  test.each(['* * * * *', '0 0 L * *', '0 0 0 L * *', '0 0 0 ? * 2#1', '@daily', '61 * * * * *', 'x * * * * *', ''])(
    '"%s" is refused, as Azure refuses it',
    (expression) => {
      expect(() => parseSchedule(expression)).toThrow();
    },
  );
});

describe('the status of a timer', () => {
  const dir = mkdtempSync(join(tmpdir(), 'crmfex-timer-'));
  test('is read back as it was written', () => {
    const status = { last: null, next: '2026-11-25T10:00:00.000Z' };
    statusStore(dir, 'one/two').write(status);
    expect(statusStore(dir, 'one/two').read()).toEqual(status);
  });
  test('a torn file counts as none', () => {
    writeFileSync(join(dir, 'timers', 'torn.json'), '{"last":');
    expect(statusStore(dir, 'torn').read()).toBeNull();
  });
});
