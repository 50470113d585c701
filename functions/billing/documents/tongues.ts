// The words of a document in its language, or in both: "one / other", the document's own language first.
import type { Language } from '../../../shared/fields.ts';
import { labels, type Labels } from './labels.ts';

/** Between the two; templates part a label here. */
const between = ' / ';

export type Tongues = { language: Language; isBilingual: boolean };

const other: Record<Language, Language> = { tr: 'en', en: 'tr' };

/** What is said in each language of the document; once where both say the same. */
export function said({ language, isBilingual }: Tongues, of: (language: Language) => string): string {
  const [one, second] = [of(language), of(other[language])];
  return isBilingual && one !== second ? `${one}${between}${second}` : one;
}

const kept = new Map<Language, Labels>();

/** All labels of a document. */
export function labelsOf({ language, isBilingual }: Tongues): Labels {
  if (!isBilingual) return labels[language];
  const known = kept.get(language);
  if (known) return known;
  const keys = Object.keys(labels.tr) as (keyof Labels)[]; // both languages have the same keys
  const pairs = keys.map((key) => [key, said({ language, isBilingual }, (one) => labels[one][key])] as const);
  const both = Object.fromEntries(pairs) as Labels; // the keys of `Labels`, each once
  kept.set(language, both);
  return both;
}
