// Exact sums of money: decimal strings and minor units in BigInt, never a float.
import type { Currency } from './fields.ts';

/** Decimal places of each currency's minor unit (ISO 4217). */
export const currencyPlaces: Record<Currency, number> = { TRY: 2, EUR: 2, USD: 2, GBP: 2 };

/** Largest amount a line or a document may reach, in minor units: 99,999,999,999.99. Sums of 500 such lines are still safe integers. */
export const AMOUNT_MAX_MINOR = 9_999_999_999_999;

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * Reads a decimal string as a whole number of its smallest part: `parseDecimal('9.975', 4)` is `99750n`.
 * @throws RangeError when the text is no plain decimal or has more places than asked for
 */
export function parseDecimal(text: string, places: number): bigint {
  const parts = DECIMAL.exec(text);
  if (!parts) throw new RangeError(`Not a decimal number: ${text.slice(0, 40)}`);
  const [, sign = '', whole = '', fraction = ''] = parts;
  if (fraction.length > places) throw new RangeError(`More than ${places} decimal places: ${text.slice(0, 40)}`);
  const units = BigInt(whole + fraction.padEnd(places, '0'));
  return sign ? -units : units;
}

/** Writes parts of `10 ** places` as the shortest decimal string that keeps at least `placesMin` places. */
export function formatDecimal(units: bigint, places: number, placesMin = 0): string {
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  let fraction = digits.slice(digits.length - places);
  while (fraction.length > placesMin && fraction.endsWith('0')) fraction = fraction.slice(0, -1);
  return sign + whole + (fraction ? `.${fraction}` : '');
}

/** The one spelling of a decimal: `'20.00'` and `'20'` are both `'20'`. */
export function plainDecimal(text: string, places: number): string {
  return formatDecimal(parseDecimal(text, places), places);
}

/** A BigInt of minor units as the integer that travels in JSON. @throws RangeError when it is not a safe integer */
export function toMinor(units: bigint): number {
  const minor = Number(units);
  if (!Number.isSafeInteger(minor)) throw new RangeError('Amount out of range');
  return minor;
}

/** Minor units from a decimal amount, `'12.34'` TRY is 1234. @throws RangeError on more places than the currency has */
export function minorOf(amount: string, currency: Currency): number {
  return toMinor(parseDecimal(amount, currencyPlaces[currency]));
}

/** Decimal amount with all places of its currency: 1230 TRY is `'12.30'`. */
export function decimalOf(minor: number, currency: Currency): string {
  const places = currencyPlaces[currency];
  return formatDecimal(BigInt(minor), places, places);
}

/**
 * A fraction as a whole number, halves away from zero. The only rounding of money there is.
 * @throws RangeError unless the denominator is positive
 */
export function round(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new RangeError('The denominator must be positive');
  const doubled = numerator * 2n;
  return (doubled + (numerator < 0n ? -denominator : denominator)) / (denominator * 2n);
}

const RATE_PLACES = 4;
const RATE_WHOLE = 100n * 10n ** BigInt(RATE_PLACES);
const FACTOR_PLACES = 6;

/** Quantity × unit price in minor units, rounded once. Both are decimal strings of up to 6 places. */
export function multiply(quantity: string, unitPrice: string, currency: Currency): bigint {
  const product = parseDecimal(quantity, FACTOR_PLACES) * parseDecimal(unitPrice, FACTOR_PLACES);
  return round(product, 10n ** BigInt(2 * FACTOR_PLACES - currencyPlaces[currency]));
}

/** `rate` percent of an amount, rounded. */
export function percentOf(amount: bigint, rate: string): bigint {
  return round(amount * parseDecimal(rate, RATE_PLACES), RATE_WHOLE);
}

/** The tax that an amount contains when it already includes `rate` percent, rounded. */
export function percentWithin(gross: bigint, rate: string): bigint {
  const units = parseDecimal(rate, RATE_PLACES);
  return round(gross * units, RATE_WHOLE + units);
}

/**
 * Splits an amount by weights with the largest-remainder method: each part is its exact share rounded down or up, and the parts
 * always add up to the whole. Equal remainders are served in order of position, so the same question has the same answer everywhere.
 * @throws RangeError when a weight is negative, or when all are zero and there is something to split
 */
export function allocate(totalMinor: number, weights: readonly number[]): number[] {
  const parts = allocateUnits(BigInt(totalMinor), weights.map(BigInt));
  return parts.map(toMinor);
}

/** {@link allocate} for amounts that are BigInt already. */
export function allocateUnits(total: bigint, weights: readonly bigint[]): bigint[] {
  if (total < 0n) return allocateUnits(-total, weights).map((part) => -part);
  if (weights.some((weight) => weight < 0n)) throw new RangeError('A weight must not be negative');
  const sum = weights.reduce((whole, weight) => whole + weight, 0n);
  if (total === 0n) return weights.map(() => 0n);
  if (sum === 0n) throw new RangeError('Nothing to allocate by: all weights are zero');

  const shares = weights.map((weight, index) => ({
    index,
    part: (total * weight) / sum,
    rest: (total * weight) % sum,
  }));
  const missing = total - shares.reduce((whole, share) => whole + share.part, 0n);
  const byRest = shares.toSorted((one, other) =>
    one.rest === other.rest ? one.index - other.index : one.rest > other.rest ? -1 : 1,
  );
  for (const share of byRest.slice(0, Number(missing))) share.part += 1n;
  return shares.map((share) => share.part);
}
