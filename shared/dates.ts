// Business days as `YYYY-MM-DD`: what day it is somewhere, and counting with days. Days have no zone; only instants do.

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_MS = 86_400_000;

/** Whether a text is a day of the calendar; `2026-02-29` is not. */
export function isDay(text: string): boolean {
  const ms = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(ms) && dayAtUtc(ms) === text;
}

/** The day it is in a time zone at an instant. `now` is injected so that tests and one decision share one clock. */
export function today(timeZone: string, now: Date | number | string = new Date()): string {
  const parts = zonedDay(timeZone).formatToParts(new Date(now));
  const part = (type: 'year' | 'month' | 'day') => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

const zonedDays = new Map<string, Intl.DateTimeFormat>();

function zonedDay(timeZone: string): Intl.DateTimeFormat {
  const known = zonedDays.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-CA-u-ca-iso8601', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  zonedDays.set(timeZone, format);
  return format;
}

/** The day some days later, or earlier when negative. @throws RangeError when `day` is no day */
export function addDays(day: string, days: number): string {
  return dayAtUtc(msOf(day) + days * DAY_MS);
}

/** Days from one day to another: 1 from today to tomorrow, negative backwards. */
export function daysBetween(from: string, to: string): number {
  return (msOf(to) - msOf(from)) / DAY_MS;
}

/** For sorting: negative when the first day is earlier, 0 when they are the same. */
export function compareDays(one: string, other: string): number {
  return Math.sign(daysBetween(other, one));
}

/** Days past due: 0 on the due day and before, 1 on the day after. */
export function daysOverdue(dueDate: string | null, day: string): number {
  return dueDate === null ? 0 : Math.max(0, daysBetween(dueDate, day));
}

export function yearOf(day: string): number {
  return partsOf(day).year;
}

/** 1 on 1 January, 365 or 366 on 31 December. */
export function dayOfYear(day: string): number {
  return daysBetween(`${day.slice(0, 4)}-01-01`, day) + 1;
}

/** 1 on Monday, 7 on Sunday. */
export function weekdayOf(day: string): number {
  return (((daysBetween('1970-01-05', day) % 7) + 7) % 7) + 1;
}

/** Completed years of life. Who was born on 29 February completes a year on 1 March when there is no such day. */
export function ageOn(birthDate: string, day: string): number {
  const birth = partsOf(birthDate);
  const now = partsOf(day);
  const isBeforeBirthday = now.month < birth.month || (now.month === birth.month && now.day < birth.day);
  return now.year - birth.year - (isBeforeBirthday ? 1 : 0);
}

/** Whether someone may open an account on a day: old enough, and born in a year that can be true. */
export function isOldEnough(birthDate: string, day: string, ageMin: number): boolean {
  const age = ageOn(birthDate, day);
  return age >= ageMin && age <= 130;
}

function partsOf(day: string): { year: number; month: number; day: number } {
  const parts = DAY.exec(day);
  if (!parts || !isDay(day)) throw new RangeError(`Not a day: ${day.slice(0, 40)}`);
  return { year: Number(parts[1]), month: Number(parts[2]), day: Number(parts[3]) };
}

function msOf(day: string): number {
  if (!isDay(day)) throw new RangeError(`Not a day: ${day.slice(0, 40)}`);
  return Date.parse(`${day}T00:00:00Z`);
}

/** In UTC a day is the start of its instant's text; for any other zone this would be the wrong day. */
function dayAtUtc(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
