// How money, numbers, days and addresses are written in Turkish and English: one way for web, portal, PDF and mail, by Intl.
import type { Currency, Language } from './fields.ts';
import { currencyPlaces, decimalOf } from './money.ts';

/** Day before month in both languages; English as in Europe, where our tenants are. */
export const locales: Record<Language, string> = { tr: 'tr-TR', en: 'en-GB' };

/** Intl formats decimal strings exactly, however long; its type only knows templates of `number`. */
type ExactDecimal = Intl.StringNumericLiteral;
const exact = (decimal: string) => decimal as ExactDecimal;

const numberFormats = new Map<string, Intl.NumberFormat>();
function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = language + JSON.stringify(options);
  const known = numberFormats.get(key);
  if (known) return known;
  const format = new Intl.NumberFormat(locales[language], options);
  numberFormats.set(key, format);
  return format;
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();
function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  const known = dateFormats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(locales[language], options);
  dateFormats.set(key, format);
  return format;
}

/** A piece of an amount, so that a page can draw the currency lighter than the number. */
export type MoneyPart = { kind: 'sign' | 'currency' | 'amount'; text: string };

/** An amount in pieces, in the language's order: `₺` `1.234,50`. A negative one carries a true minus sign. */
export function moneyParts(minor: number, currency: Currency, language: Language): MoneyPart[] {
  const format = numberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  const parts: MoneyPart[] = [];
  for (const { type, value } of format.formatToParts(exact(decimalOf(minor, currency)))) {
    const kind = type === 'minusSign' ? 'sign' : type === 'currency' ? 'currency' : 'amount';
    const last = parts.at(-1);
    if (last?.kind === kind) last.text += value;
    else parts.push({ kind, text: kind === 'sign' ? '−' : value });
  }
  return parts;
}

/** An amount with its currency: `₺1.234,50`. */
export function formatMoney(minor: number, currency: Currency, language: Language): string {
  return moneyParts(minor, currency, language)
    .map((part) => part.text)
    .join('');
}

/** The amount alone, for columns whose head names the currency: `1.234,50`. */
export function formatAmount(minor: number, currency: Currency, language: Language): string {
  return formatUnitPrice(decimalOf(minor, currency), currency, language);
}

/** A unit price keeps the places it was typed with, at least those of its currency: `0,0125`, `12,50`. */
export function formatUnitPrice(price: string, currency: Currency, language: Language): string {
  const options = { minimumFractionDigits: currencyPlaces[currency], maximumFractionDigits: 6 };
  return numberFormat(language, options).format(exact(price));
}

/** A unit price with its currency, as amounts have it: `₺12,50`, `₺0,0125`. */
export function formatPrice(price: string, currency: Currency, language: Language): string {
  const places = { minimumFractionDigits: currencyPlaces[currency], maximumFractionDigits: 6 };
  return numberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...places }).format(
    exact(price),
  );
}

/** A decimal string with grouping and only the places it has: `1.250,5`. */
export function formatNumber(decimal: string, language: Language): string {
  return numberFormat(language, { maximumFractionDigits: 6 }).format(exact(decimal));
}

/** A rate: `%20` in Turkish, `20%` in English. */
export function formatPercent(rate: string, language: Language): string {
  return numberFormat(language, { style: 'unit', unit: 'percent', maximumFractionDigits: 4 }).format(exact(rate));
}

/** A day: `22 Kas 2026`. */
export function formatDay(day: string, language: Language): string {
  // A day has no zone: reading and writing it in UTC keeps it the same day.
  const options = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return dateFormat(language, options).format(new Date(`${day}T00:00:00Z`));
}

/** An instant in a zone: `22 Kas 2026 14:02`. */
export function formatInstant(at: string, timeZone: string, language: Language): string {
  const day = { day: 'numeric', month: 'short', year: 'numeric', timeZone } as const;
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const;
  const when = new Date(at);
  return `${dateFormat(language, day).format(when)} ${dateFormat(language, time).format(when)}`;
}

/** A size as people read it: "1,4 MB". */
export function formatBytes(size: number, language: Language): string {
  const unit = size >= 1e6 ? 'megabyte' : 'kilobyte';
  const value = unit === 'megabyte' ? size / 1e6 : Math.max(size / 1e3, 0.1);
  return new Intl.NumberFormat(locales[language], { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
}

/** An IBAN in groups of four, as people read it aloud. */
export function formatIban(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1 ');
}

/** The name of a country from its two letters. */
export function countryName(country: string, language: Language): string {
  return new Intl.DisplayNames(locales[language], { type: 'region', fallback: 'code' }).of(country) ?? country;
}

export type Address = {
  addressLine: string | null;
  district: string | null;
  city: string | null;
  postalCode: string | null;
  country: string;
};

/** An address as it stands on an envelope, without empty lines; the country only when it is not `homeCountry`. */
export function addressLines(address: Address, language: Language, homeCountry?: string): string[] {
  const { addressLine, district, city, postalCode, country } = address;
  const place = country === 'TR' ? [district, city].filter(Boolean).join(' / ') : city;
  const lines = [
    addressLine,
    country === 'TR' ? null : district,
    [postalCode, place].filter(Boolean).join(' '),
    country === homeCountry ? null : countryName(country, language),
  ];
  return lines.filter((line): line is string => Boolean(line));
}

/**
 * A decimal number as people type it, as a decimal string, or null when it is none. The last of comma and dot is the decimal sign when both
 * occur; a lone one is read as the language writes it, unless what follows cannot be a group of thousands (`12.5` is twelve and a half
 * in Turkish too). Spaces, currency signs and percent signs are forgiven.
 */
export function parseTyped(typed: string, language: Language): string | null {
  const text = typed.replace(/[\s\u00a0₺€$£%']/g, '');
  if (!/^\d[\d.,]*$|^[.,]\d+$/.test(text)) return null;
  const decimalSign = decimalSignOf(text, language);
  const at = decimalSign ? text.lastIndexOf(decimalSign) : text.length;
  const whole = text.slice(0, at);
  const fraction = text.slice(at + 1);
  if (!/^\d*$|^\d{1,3}([.,])\d{3}(\1\d{3})*$/.test(whole) || !/^\d*$/.test(fraction)) return null;
  const digits = whole.replace(/[.,]/g, '').replace(/^0+(?=\d)/, '') || '0';
  return fraction ? `${digits}.${fraction}` : digits;
}

function decimalSignOf(text: string, language: Language): '.' | ',' | null {
  const dot = text.lastIndexOf('.');
  const comma = text.lastIndexOf(',');
  if (dot >= 0 && comma >= 0) return dot > comma ? '.' : ',';
  if (dot < 0 && comma < 0) return null;
  const sign = dot >= 0 ? '.' : ',';
  if (text.indexOf(sign) !== text.lastIndexOf(sign)) return null;
  const isOwnSign = sign === (language === 'tr' ? ',' : '.');
  const isGroup = /^[1-9]\d{0,2}[.,]\d{3}$/.test(text);
  return isOwnSign || !isGroup ? sign : null;
}
