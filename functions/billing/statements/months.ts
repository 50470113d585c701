// Months as first and last day.
import { addDays } from '../../../shared/dates.ts';

/** The month before the one of a day. */
export function monthBefore(day: string): { from: string; to: string } {
  const to = addDays(`${day.slice(0, 7)}-01`, -1);
  return { from: `${to.slice(0, 7)}-01`, to };
}
