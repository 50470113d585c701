// From the dashboard's numbers to what is drawn: each figure with its words and the list behind it.
import { addDays } from '@crmfex/shared/dates.ts';
import type { Dashboard } from '@crmfex/shared/dashboard.ts';
import type { Currency, Language } from '@crmfex/shared/fields.ts';
import { locales } from '@crmfex/shared/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { to } from '#lib/route.ts';

export type Figure = {
  key: string;
  /** Under a bar, short. */
  label: string;
  /** In the table and for screen readers, in full. */
  name: string;
  minor: number;
  href: string;
  isLate?: boolean;
};

type Receivable = Dashboard['receivables'][number];

/** What is owed in one currency, by how long it has been due. */
export function ageFigures(owed: Receivable, day: string): Figure[] {
  const late = (key: string, label: string, minor: number, from: number | null, until: number): Figure => ({
    key,
    label,
    name: m.dashboard_days_late({ days: label }),
    minor,
    isLate: true,
    href: to.invoices({
      tab: 'overdue',
      currency: owed.currency,
      dueFrom: from === null ? undefined : addDays(day, -from),
      dueTo: addDays(day, -until),
    }),
  });
  const { currency } = owed;
  return [
    {
      key: 'notDue',
      label: m.dashboard_not_due_short(),
      name: m.dashboard_not_due(),
      minor: owed.notDueMinor,
      href: to.invoices({ tab: 'issued', open: 'true', currency, dueFrom: day }),
    },
    late('30', '1–30', owed.days30Minor, 30, 1),
    late('60', '31–60', owed.days60Minor, 60, 31),
    late('90', '61–90', owed.days90Minor, 90, 61),
    late('older', '90+', owed.olderMinor, null, 91),
  ];
}

/** The last day of a month, `2026-02` → `2026-02-28`. */
export function monthEnd(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return `${month}-${String(new Date(Date.UTC(year, number, 0)).getUTCDate()).padStart(2, '0')}`;
}

/** Money received in one currency, month by month. */
export function cashFigures(cashIn: Dashboard['cashIn'], currency: Currency, language: Language): Figure[] {
  const words = (month: string, style: 'short' | 'long') =>
    new Intl.DateTimeFormat(locales[language], {
      month: style,
      timeZone: 'UTC',
      ...(style === 'long' ? { year: 'numeric' } : {}),
    }).format(new Date(`${month}-01T00:00:00Z`));
  return cashIn
    .filter((row) => row.currency === currency)
    .map(({ month, amountMinor }) => ({
      key: month,
      label: words(month, 'short'),
      name: words(month, 'long'),
      minor: amountMinor,
      href: to.payments({ from: `${month}-01`, to: monthEnd(month), currency }),
    }));
}

/** Every currency that has anything to show, the business's own first, as the server sorts them. */
export function currenciesOf({ receivables, cashIn, topClients }: Dashboard): Currency[] {
  return [...new Set([...receivables, ...cashIn, ...topClients].map(({ currency }) => currency))];
}
