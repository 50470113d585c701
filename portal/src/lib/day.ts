// The day an instant falls on for whoever reads the page.
import { today } from '@crmfex/shared/dates.ts';

/** The day of an instant in the browser's own time zone, `YYYY-MM-DD`. */
export function dayOf(at: string): string {
  return today(Intl.DateTimeFormat().resolvedOptions().timeZone, at);
}
