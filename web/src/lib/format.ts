// Words for amounts, days and moments in the language of the screen.
import type { Currency } from '@crmfex/shared/fields.ts';
import { formatBytes, formatDay, formatInstant, formatMoney, locales } from '@crmfex/shared/format.ts';
import { language } from './language.svelte.ts';

/** An amount in a sentence. */
export const money = (minor: number, currency: Currency) => formatMoney(minor, currency, language());
/** A business day. */
export const day = (value: string | null) => (value === null ? '–' : formatDay(value, language()));
/** A moment, in the business's time zone. */
export const instant = (at: string, timeZone: string) => formatInstant(at, timeZone, language());
/** The time of day of a moment, in the business's time zone. */
export const clock = (at: string, timeZone: string) =>
  new Intl.DateTimeFormat(locales[language()], {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(new Date(at));
/** A count. */
export const count = (value: number) => new Intl.NumberFormat(locales[language()]).format(value);

/** Several things in one sentence: "₺10 ve €5". */
export const list = (items: string[]) => new Intl.ListFormat(locales[language()]).format(items);

/** "3 dakika önce" within a week; a date beyond. The full moment belongs in a title. */
export function ago(at: string, timeZone: string, nowMs: number = Date.now()): string {
  const seconds = Math.round((Date.parse(at) - nowMs) / 1000);
  const format = new Intl.RelativeTimeFormat(locales[language()], { numeric: 'auto' });
  const size = Math.abs(seconds);
  if (size < 45) return format.format(0, 'second');
  if (size < 3_600) return format.format(Math.round(seconds / 60), 'minute');
  if (size < 86_400) return format.format(Math.round(seconds / 3_600), 'hour');
  if (size < 7 * 86_400) return format.format(Math.round(seconds / 86_400), 'day');
  return formatInstant(at, timeZone, language());
}

/** A size as people read it: "1,4 MB". */
export const bytes = (value: number) => formatBytes(value, language());
