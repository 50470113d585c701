// An exchange rate as it is typed: by hand, or left to the central bank.
import type { Language } from '@crmfex/shared/fields.ts';
import { formatNumber, parseTyped } from '@crmfex/shared/format.ts';
import { plainDecimal } from '@crmfex/shared/money.ts';

/** `text` counts only when the rate is typed by hand. */
export type TypedRate = { isManual: boolean; text: string };

export const noRate: TypedRate = { isManual: false, text: '' };

/** A stored rate as a person would have typed it; null was left to the bank. */
export function typedRate(rate: string | null, language: Language): TypedRate {
  return rate === null ? noRate : { isManual: true, text: formatNumber(rate, language) };
}

/** The rate that was typed, null when it is left to the bank, undefined when what was typed is no rate. */
export function readRate({ isManual, text }: TypedRate, language: Language): string | null | undefined {
  if (!isManual) return null;
  // A rate has no thousands here: `48.123` is forty-eight and a bit in Turkish too.
  const single = /^\d+[.,]\d+$/.test(text.trim()) ? text.trim().replace(',', '.') : parseTyped(text, language);
  if (single === null) return undefined;
  const [whole = '', fraction = ''] = single.split('.');
  if (fraction.length > 6 || whole.replace(/^0+/, '').length > 10) return undefined;
  const rate = plainDecimal(single.replace(/^0+(?=\d)/, ''), 6);
  return rate === '0' ? undefined : rate;
}
