// Field schemas that several nouns share: decimals as strings, currencies, languages, addresses, tax identities.
import * as z from 'zod';

/** Decimal string with at most `places` places and `digits` digits before them; no sign, no exponent, no leading zeros. */
function decimal(digits: number, places: number) {
  return z
    .string()
    .regex(new RegExp(`^(0|[1-9]\\d{0,${digits - 1}})(\\.\\d{1,${places}})?$`), { error: 'field.decimal' });
}

/** Unit price in the document's currency, up to 6 places. */
export const UnitPrice = decimal(12, 6);
/** Quantity, up to 6 places; never negative (returns are documents of their own). */
export const Quantity = decimal(9, 6);
/** Percent as a decimal string, `'20'` or `'9.975'`, 0 to 100, up to 4 places. */
export const Rate = z.string().regex(/^(100(\.0{1,4})?|(0|[1-9]\d?)(\.\d{1,4})?)$/, { error: 'field.rate' });
/** Amount in minor units of the currency beside it; bounded so that sums stay exact. */
export const AmountMinor = z.int().min(0).max(9_999_999_999_999);

/** As lists show them. */
export const currencies = ['TRY', 'EUR', 'USD', 'GBP'] as const;
export const Currency = z.enum(currencies);
export type Currency = z.infer<typeof Currency>;

export const Language = z.enum(['tr', 'en']);
export type Language = z.infer<typeof Language>;

/** ISO 3166-1 alpha-2. */
export const Country = z.string().regex(/^[A-Z]{2}$/, { error: 'field.country' });

/** A business day. Year 0 passes as ISO but no calendar has it, PostgreSQL's included. */
export const Day = z.iso.date().refine((day) => day >= '0001', { error: 'field.date' });
export const Instant = z.iso.datetime();

export const Email = z.email().max(254);
export const Phone = z
  .string()
  .trim()
  .regex(/^\+?[0-9 ()/-]{5,30}$/, { error: 'field.phone' });

/** Text of one line: no control characters, trimmed. */
export function line(max: number, min = 1) {
  return z
    .string()
    .trim()
    .min(min)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, { error: 'field.characters' });
}
/** Text of several lines: only tab and line breaks among the control characters. */
export function text(max: number) {
  return z
    .string()
    .max(max)
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\p{Cs}]*$/u, { error: 'field.characters' });
}

/** IANA time zone the runtime knows, for example Europe/Istanbul. */
export const TimeZone = z
  .string()
  .max(60)
  .regex(/^[A-Za-z]+(\/[A-Za-z0-9_+-]+)*$/, { error: 'field.timeZone' })
  .refine((zone) => {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
    } catch {
      return false;
    }
  }, 'field.timeZone');

/** Postal address as printed on documents. All flat, so that each part is a column. */
export const addressShape = {
  addressLine: line(300).nullable(),
  district: line(100).nullable(),
  city: line(100).nullable(),
  postalCode: line(20).nullable(),
  country: Country,
};
