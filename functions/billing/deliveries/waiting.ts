// When a mail is tried again that could not leave for the moment: soon at first, then every hour, for a day.

const minute = 60_000;
const waitsMs = [1, 2, 5, 10, 20, 30, 60].map((minutes) => minutes * minute);
export const waitingMsMax = 24 * 60 * minute;

/**
 * @param tries how many there were, the one that just failed included
 * @returns null when the day is over; the last try is at its end
 */
export function nextTry({ queuedAt, tries, now }: { queuedAt: Date; tries: number; now: Date }): Date | null {
  const end = queuedAt.getTime() + waitingMsMax;
  if (now.getTime() >= end) return null;
  const wait = waitsMs[Math.min(tries, waitsMs.length) - 1] ?? minute;
  return new Date(Math.min(now.getTime() + wait, end));
}
