// Units of quantity (UN/ECE Recommendation 20 codes) and what they are called on documents.
import type { Language } from './fields.ts';

/** In the order in which a list of choices should show them; the first is the usual one. */
export const units: Record<string, Record<Language, string>> = {
  C62: { tr: 'adet', en: 'pcs' },
  HUR: { tr: 'saat', en: 'hours' },
  DAY: { tr: 'gün', en: 'days' },
  WEE: { tr: 'hafta', en: 'weeks' },
  MON: { tr: 'ay', en: 'months' },
  ANN: { tr: 'yıl', en: 'years' },
  KGM: { tr: 'kg', en: 'kg' },
  GRM: { tr: 'g', en: 'g' },
  TNE: { tr: 'ton', en: 't' },
  MTR: { tr: 'm', en: 'm' },
  MTK: { tr: 'm²', en: 'm²' },
  MTQ: { tr: 'm³', en: 'm³' },
  KMT: { tr: 'km', en: 'km' },
  LTR: { tr: 'litre', en: 'l' },
  KWH: { tr: 'kWh', en: 'kWh' },
  SET: { tr: 'takım', en: 'sets' },
  PK: { tr: 'paket', en: 'packs' },
  BX: { tr: 'kutu', en: 'boxes' },
};

/** What a unit is called; a code we have no word for stands for itself. */
export function unitName(code: string, language: Language): string {
  return units[code]?.[language] ?? code;
}
