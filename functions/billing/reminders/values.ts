// What the variables of a reminder stand for when it is about several invoices at once.
import type { Currency, Language } from '../../../shared/fields.ts';
import { formatMoney } from '../../../shared/format.ts';
import type { Values } from '../../office/mail-templates/engine.ts';

/** An invoice that is reminded of. */
export type Late = {
  number: string | null;
  currency: Currency;
  openMinor: number;
  totalMinor?: number;
  dueDate: string;
  issueDate?: string | null;
  overdueDays?: number;
};

const numbersShown = 3;

/** The sums of each currency beside each other: money of two currencies is never added. */
export function sumsOf(amounts: readonly { minor: number; currency: Currency }[], language: Language): string {
  const sums = new Map<Currency, number>();
  for (const { minor, currency } of amounts) sums.set(currency, (sums.get(currency) ?? 0) + minor);
  return [...sums].map(([currency, minor]) => formatMoney(minor, currency, language)).join(' + ');
}

function numbersOf(late: readonly Late[]): string {
  const rest = late.length - numbersShown;
  const shown = late.slice(0, numbersShown).map(({ number }) => number ?? '');
  return rest > 0 ? `${shown.join(', ')} +${rest}` : shown.join(', ');
}

/** The numbers in a row, the sums, and how long the oldest has been due. */
export function reminderValues(late: readonly Late[], language: Language): Values {
  const oldest = late.toSorted((one, other) => (one.dueDate < other.dueDate ? -1 : 1))[0];
  const day = (value: string | null | undefined) => (value ? { day: value } : null);
  return {
    number: numbersOf(late),
    amount: sumsOf(
      late.map(({ totalMinor, openMinor, currency }) => ({ minor: totalMinor ?? openMinor, currency })),
      language,
    ),
    openAmount: sumsOf(
      late.map(({ openMinor, currency }) => ({ minor: openMinor, currency })),
      language,
    ),
    issueDate: day(oldest?.issueDate),
    dueDate: day(oldest?.dueDate),
    daysOverdue: oldest?.overdueDays ?? 0,
  };
}
