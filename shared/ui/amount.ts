// Amounts for people: minor units to the words of a language, never through a float.

const places = new Map<string, number>();

function placesOf(currency: string): number {
  const known = places.get(currency);
  if (known !== undefined) return known;
  const found = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  places.set(currency, found);
  return found;
}

/** Minor units as the exact decimal text that Intl reads: 123450 TRY is `1234.50`. */
export function decimalOf(minor: number, currency: string): string {
  const count = placesOf(currency);
  const digits = String(Math.abs(minor)).padStart(count + 1, '0');
  const whole = digits.slice(0, digits.length - count);
  return `${minor < 0 ? '-' : ''}${whole}${count > 0 ? `.${digits.slice(-count)}` : ''}`;
}

const formats = new Map<string, Intl.NumberFormat>();
function formatOf(language: string, currency: string): Intl.NumberFormat {
  const key = `${language} ${currency}`;
  const made = formats.get(key) ?? new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  formats.set(key, made);
  return made;
}

/** The parts of an amount, so that the currency can be drawn lighter than the digits. */
export function amountParts(minor: number, currency: string, language: string): Intl.NumberFormatPart[] {
  return formatOf(language, currency).formatToParts(decimalOf(minor, currency) as Intl.StringNumericLiteral); // digits only, made above
}

/** An amount as one text, for sentences and labels. */
export function amountText(minor: number, currency: string, language: string): string {
  return amountParts(minor, currency, language)
    .map((part) => part.value)
    .join('');
}
