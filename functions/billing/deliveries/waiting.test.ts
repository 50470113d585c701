// The waits between tries grow to an hour, and the last try is a day after the mail was asked for.
import { expect, test } from 'vitest';
import { nextTry, waitingMsMax } from './waiting.ts';

const queuedAt = new Date('2026-11-26T09:00:00Z');
const minutesAfter = (minutes: number) => new Date(queuedAt.getTime() + minutes * 60_000);

test('a whole day of an outage is tried thirty times in all, ever more rarely, and then no more', () => {
  const waits: number[] = [];
  let now = queuedAt;
  for (let tries = 1; ; tries += 1) {
    const next = nextTry({ queuedAt, tries, now });
    if (!next) break;
    waits.push((next.getTime() - now.getTime()) / 60_000);
    now = next;
  }
  expect(waits.slice(0, 9)).toEqual([1, 2, 5, 10, 20, 30, 60, 60, 60]);
  expect(waits).toHaveLength(29);
  expect(now.getTime() - queuedAt.getTime()).toBe(waitingMsMax);
});

test('the last try is at the end of the day and not after it', () => {
  expect(nextTry({ queuedAt, tries: 28, now: minutesAfter(24 * 60 - 10) })).toEqual(minutesAfter(24 * 60));
  expect(nextTry({ queuedAt, tries: 29, now: minutesAfter(24 * 60) })).toBeNull();
  expect(nextTry({ queuedAt, tries: 1, now: minutesAfter(48 * 60) })).toBeNull();
});
