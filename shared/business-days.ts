// Days on which a business is at work: no weekends, and in Türkiye no public holidays, the two religious feasts among them.
import { addDays, weekdayOf } from './dates.ts';

/** Law 2429, articles 1 and 2, as month and day. */
const fixedHolidays: Record<string, readonly string[]> = {
  TR: ['01-01', '04-23', '05-01', '05-19', '07-15', '08-30', '10-29'],
};

/**
 * Law 2429, article 2/B: three days of Ramazan Bayramı and four of Kurban Bayramı; the afternoon before is half a day and counts as one of
 * work. First days as the Presidency of Religious Affairs reckons them (vakithesaplama.diyanet.gov.tr, Hijri to Gregorian); a year that
 * is not here has none, rather than guessed ones.
 */
const feasts: Record<string, readonly (readonly [ramazan: string, kurban: string])[]> = {
  TR: [
    ['2024-04-10', '2024-06-16'],
    ['2025-03-30', '2025-06-06'],
    ['2026-03-20', '2026-05-27'],
    ['2027-03-09', '2027-05-16'],
    ['2028-02-26', '2028-05-05'],
    ['2029-02-14', '2029-04-24'],
    ['2030-02-04', '2030-04-13'],
    ['2031-01-24', '2031-04-02'],
    ['2032-01-14', '2032-03-22'],
  ],
};
const isWithin = (day: string, first: string, days: number) => day >= first && day < addDays(first, days);

/** @param country ISO 3166-1 alpha-2 of the business */
export function isBusinessDay(day: string, country: string): boolean {
  if (weekdayOf(day) > 5 || (fixedHolidays[country] ?? []).includes(day.slice(5))) return false;
  return !(feasts[country] ?? []).some(([ramazan, kurban]) => isWithin(day, ramazan, 3) || isWithin(day, kurban, 4));
}
