// Reads records of a report, which are kept as they are, and writes their days, sums and addresses as people do.
import { today } from '../../../../shared/dates.ts';
import { Currency, type Language } from '../../../../shared/fields.ts';
import { addressLines, formatDay, formatMoney } from '../../../../shared/format.ts';
import { wordOf } from './words.ts';

export type Entry = Record<string, unknown>;

/** What a field says, as text; empty when it says nothing. */
export function textOf(entry: Entry, field: string): string {
  const value = entry[field];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

export type Reader = ReturnType<typeof reader>;

/** Ways of writing values for one reader. */
export function reader(language: Language, timeZone: string) {
  const day = (entry: Entry, field: string) => {
    const value = textOf(entry, field);
    return value ? formatDay(value.length > 10 ? today(timeZone, value) : value, language) : '';
  };
  const year = (entry: Entry, field: string) => {
    const value = textOf(entry, field);
    return (value.length > 10 ? today(timeZone, value) : value).slice(0, 4);
  };
  const money = (entry: Entry, field: string) => {
    const currency = Currency.safeParse(entry['currency']);
    const minor = Number(entry[field]);
    return currency.success && Number.isSafeInteger(minor) ? formatMoney(minor, currency.data, language) : '';
  };
  const address = (entry: Entry) => {
    const part = (field: string) => textOf(entry, field) || null;
    const country = textOf(entry, 'country');
    if (!country) return [];
    return addressLines(
      {
        addressLine: part('addressLine'),
        district: part('district'),
        city: part('city'),
        postalCode: part('postalCode'),
        country,
      },
      language,
    );
  };
  return { language, day, year, money, address, word: (kind: string, value: unknown) => wordOf(kind, value, language) };
}

/** The size of a file: `1,2 MB`. */
export function sizeOf(bytes: number, language: Language): string {
  const [unit, amount] =
    bytes < 1_000_000 ? (['kilobyte', bytes / 1000] as const) : (['megabyte', bytes / 1e6] as const);
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 }).format(amount);
}
