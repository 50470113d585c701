// Days on which a business is at work: no weekends, and in Türkiye none of the public holidays with a fixed date.
import { weekdayOf } from './dates.ts';

/** Law 2429, article 1 and 2, as month and day; the religious feasts move with the moon and are not among them. */
const fixedHolidays: Record<string, readonly string[]> = {
  TR: ['01-01', '04-23', '05-01', '05-19', '07-15', '08-30', '10-29'],
};

/** @param country ISO 3166-1 alpha-2 of the business */
export function isBusinessDay(day: string, country: string): boolean {
  const weekday = weekdayOf(day);
  return weekday <= 5 && !(fixedHolidays[country] ?? []).includes(day.slice(5));
}
