// Amounts in words, as Turkish documents of trade carry them so that a figure cannot be altered.
import { toCardinal as inEnglish } from 'n2words/en-US';
import { toCardinal as inTurkish } from 'n2words/tr-TR';
import type { Currency, Language } from '../../../shared/fields.ts';
import { currencyPlaces } from '../../../shared/money.ts';

const turkish: Record<Currency, { whole: string; part: string }> = {
  TRY: { whole: 'lira', part: 'kuruş' },
  EUR: { whole: 'avro', part: 'sent' },
  USD: { whole: 'ABD doları', part: 'sent' },
  GBP: { whole: 'sterlin', part: 'peni' },
};

/** Singular and plural. */
const english: Record<Currency, { whole: [string, string]; part: [string, string] }> = {
  TRY: { whole: ['Turkish lira', 'Turkish lira'], part: ['kuruş', 'kuruş'] },
  EUR: { whole: ['euro', 'euros'], part: ['cent', 'cents'] },
  USD: { whole: ['US dollar', 'US dollars'], part: ['cent', 'cents'] },
  GBP: { whole: ['pound sterling', 'pounds sterling'], part: ['penny', 'pence'] },
};

/**
 * `Yalnız ikibinüçyüz lira elli kuruş`, `Two thousand three hundred Turkish lira and fifty kuruş only`. Turkish numbers are written in
 * one word on documents of trade (TDK, Yazım Kılavuzu, Sayıların Yazılışı), and a thousand is `bin`, never `bir bin`.
 * @param minor not negative
 */
export function amountInWords(minor: number, currency: Currency, language: Language): string {
  if (!Number.isSafeInteger(minor) || minor < 0) throw new RangeError('Amount out of range');
  const scale = 10n ** BigInt(currencyPlaces[currency]);
  const whole = BigInt(minor) / scale;
  const part = BigInt(minor) % scale;
  return language === 'tr' ? turkishWords(whole, part, currency) : englishWords(whole, part, currency);
}

function turkishWords(whole: bigint, part: bigint, currency: Currency): string {
  const names = turkish[currency];
  const words = (count: bigint, name: string) => `${inTurkish(count).replaceAll(' ', '')} ${name}`;
  const said = [
    whole > 0n || part === 0n ? words(whole, names.whole) : null,
    part > 0n ? words(part, names.part) : null,
  ];
  return `Yalnız ${said.filter(Boolean).join(' ')}`;
}

function englishWords(whole: bigint, part: bigint, currency: Currency): string {
  const names = english[currency];
  const words = (count: bigint, [one, many]: [string, string]) => `${inEnglish(count)} ${count === 1n ? one : many}`;
  const said = [
    whole > 0n || part === 0n ? words(whole, names.whole) : null,
    part > 0n ? words(part, names.part) : null,
  ];
  const sentence = `${said.filter(Boolean).join(' and ')} only`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
