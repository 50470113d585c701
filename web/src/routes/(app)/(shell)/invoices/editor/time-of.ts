// The time of day in the business's zone, as the editor says it.
import { locales } from '@crmfex/shared/format.ts';
import type { Language } from '@crmfex/shared/fields.ts';

/** `14:02` of an instant. */
export function timeOf(at: string, language: Language, timeZone: string): string {
  const form = new Intl.DateTimeFormat(locales[language], { hour: '2-digit', minute: '2-digit', timeZone });
  return form.format(new Date(at));
}
