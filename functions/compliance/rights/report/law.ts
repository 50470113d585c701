// Which law of data protection speaks to a business and its client, and the grounds on which data are kept under it.
import type { Language } from '../../../../shared/fields.ts';

/** KVKK is law 6698 of Türkiye, GDPR is Regulation (EU) 2016/679. */
export type Law = 'kvkk' | 'gdpr';

/** Members of the EU and of the EEA, where the GDPR holds too. */
const gdprCountries = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO'.split(' '),
);

/** The law of the business's own country and of where the client is; both where neither is known to us. */
export function lawsOf(countries: readonly string[]): Law[] {
  const laws: Law[] = [];
  if (countries.includes('TR')) laws.push('kvkk');
  if (countries.some((country) => gdprCountries.has(country))) laws.push('gdpr');
  return laws.length > 0 ? laws : ['kvkk', 'gdpr'];
}

export type Ground = 'contract' | 'duty' | 'interest';

type Cited = Ground | 'access';
const names: Record<Law, string> = { kvkk: 'KVKK', gdpr: 'GDPR' };
const articles: Record<Law, Record<Cited, Record<Language, string>>> = {
  kvkk: {
    contract: { tr: 'm. 5/2-c', en: 'art. 5(2)(c)' },
    duty: { tr: 'm. 5/2-ç', en: 'art. 5(2)(ç)' },
    interest: { tr: 'm. 5/2-f', en: 'art. 5(2)(f)' },
    access: { tr: 'm. 11', en: 'art. 11' },
  },
  gdpr: {
    contract: { tr: 'm. 6/1-b', en: 'art. 6(1)(b)' },
    duty: { tr: 'm. 6/1-c', en: 'art. 6(1)(c)' },
    interest: { tr: 'm. 6/1-f', en: 'art. 6(1)(f)' },
    access: { tr: 'm. 15', en: 'art. 15' },
  },
};

/** Where the law says so: `KVKK m. 5/2-c, m. 5/2-ç; GDPR m. 6/1-b, m. 6/1-c`. */
export function citation(laws: readonly Law[], whats: readonly Cited[], language: Language): string {
  return laws.map((law) => `${names[law]} ${whats.map((what) => articles[law][what][language]).join(', ')}`).join('; ');
}
