// Names of countries, currencies and units, and yes and no, in both languages and as they are abbreviated.
import { foldedWords } from '../../../shared/fold.ts';
import { locales } from '../../../shared/format.ts';
import { units } from '../../../shared/units.ts';

const yes = new Set(['evet', 'e', 'var', 'true', '1', 'yes', 'y', 'x', 'dahil', 'dogru', 'included']);
const no = new Set(['hayir', 'h', 'yok', 'false', '0', 'no', 'n', 'haric', 'degil', 'yanlis', 'excluded']);

let countries: Map<string, string> | undefined;
/** Every country by its code and by its name in both languages. */
export function countryOf(text: string): string | undefined {
  if (!countries) {
    countries = new Map();
    const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
    const codes = letters.flatMap((one) => letters.map((other) => one + other));
    for (const locale of Object.values(locales)) {
      const known = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
      for (const code of codes) {
        const name = known.of(code);
        if (name !== undefined) countries.set(foldedWords(name), code).set(code.toLowerCase(), code);
      }
    }
    for (const [name, code] of [
      ['turkey', 'TR'],
      ['tc', 'TR'],
      ['usa', 'US'],
      ['abd', 'US'],
      ['uk', 'GB'],
      ['ingiltere', 'GB'],
    ] as const)
      countries.set(name, code);
  }
  return countries.get(foldedWords(text));
}

const currencyNames: Record<string, string> = {
  tl: 'TRY',
  try: 'TRY',
  '₺': 'TRY',
  trl: 'TRY',
  'turk lirasi': 'TRY',
  lira: 'TRY',
  ytl: 'TRY',
  eur: 'EUR',
  euro: 'EUR',
  '€': 'EUR',
  avro: 'EUR',
  usd: 'USD',
  $: 'USD',
  dolar: 'USD',
  'abd dolari': 'USD',
  dollar: 'USD',
  gbp: 'GBP',
  '£': 'GBP',
  sterlin: 'GBP',
  'ingiliz sterlini': 'GBP',
  pound: 'GBP',
};
export const currencyOf = (text: string) => currencyNames[text.trim()] ?? currencyNames[foldedWords(text)];

const moreUnits: Record<string, string> = {
  ad: 'C62',
  adt: 'C62',
  piece: 'C62',
  pieces: 'C62',
  pc: 'C62',
  birim: 'C62',
  kilo: 'KGM',
  kilogram: 'KGM',
  gram: 'GRM',
  gr: 'GRM',
  metre: 'MTR',
  mt: 'MTR',
  lt: 'LTR',
  m2: 'MTK',
  m3: 'MTQ',
  hour: 'HUR',
  sa: 'HUR',
  day: 'DAY',
  hafta: 'WEE',
  month: 'MON',
  year: 'ANN',
  set: 'SET',
  koli: 'BX',
  box: 'BX',
  pk: 'PK',
  pack: 'PK',
  paket: 'PK',
  km: 'KMT',
};

export function unitOf(text: string): string | undefined {
  const code = text.trim().toUpperCase();
  if (/^[A-Z0-9]{2,3}$/.test(code) && code in units) return code;
  const name = foldedWords(text);
  const known = Object.entries(units).find(
    ([, names]) => foldedWords(names.tr) === name || foldedWords(names.en) === name,
  );
  return known?.[0] ?? moreUnits[name];
}

/** Undefined when it is neither. */
export function yesOrNo(text: string): boolean | undefined {
  const word = foldedWords(text);
  return yes.has(word) ? true : no.has(word) ? false : undefined;
}
