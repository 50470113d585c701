// Days on which the central bank publishes nothing: weekends and public holidays, as far as the stand-in needs them.

const fixed = ['01-01', '04-23', '05-01', '05-19', '07-15', '08-30', '10-29'];
/** Feasts of the lunar calendar with their working days, from the official calendar; other years have none here. */
const feasts: readonly (readonly [string, string])[] = [
  ['2024-04-10', '2024-04-12'],
  ['2024-06-16', '2024-06-19'],
  ['2025-03-30', '2025-04-01'],
  ['2025-06-06', '2025-06-09'],
  ['2026-03-20', '2026-03-22'],
  ['2026-05-27', '2026-05-30'],
  ['2027-03-09', '2027-03-11'],
  ['2027-05-16', '2027-05-19'],
];

/** Whether the stand-in's bank works on a day (`YYYY-MM-DD`). */
export function isWorkingDay(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (weekday === 0 || weekday === 6 || fixed.includes(day.slice(5))) return false;
  return !feasts.some(([first, last]) => day >= first && day <= last);
}
