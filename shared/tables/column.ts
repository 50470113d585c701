// One column of a table that people bring or take: its key, what kind of value it holds, and the names it goes by.
import type { Language } from '../fields.ts';

/** Free text comes as `line` or `text`; everything else has one meaning, however a spreadsheet writes it. */
export type ColumnType =
  | 'line'
  | 'text'
  | 'email'
  | 'phone'
  | 'taxNumber'
  | 'decimal'
  | 'money'
  | 'rate'
  | 'days'
  | 'day'
  | 'yesNo'
  | 'choice'
  | 'country'
  | 'currency'
  | 'unit';

export type Choice = { value: string; names: Record<Language, string>; also?: readonly string[] };

export type Column = {
  key: string;
  type: ColumnType;
  names: Record<Language, string>;
  /** What others call it, in any spelling; compared folded. */
  also: readonly string[];
  isRequired: boolean;
  choices?: readonly Choice[];
  /** What stands in the template. */
  example: Record<Language, string>;
  /** `import`: not written by exports. `export`: not offered for what is brought. */
  only?: 'import' | 'export';
};

type Rest = Partial<Pick<Column, 'isRequired' | 'choices' | 'only'>> & {
  also?: readonly string[];
  /** One for both languages, or Turkish and English. */
  example?: string | readonly [tr: string, en: string];
};

/** A column by its key, its type and its names in Turkish and English. */
export function column(key: string, type: ColumnType, [tr, en]: readonly [string, string], rest: Rest = {}): Column {
  const { also = [], example = '', isRequired = false, ...more } = rest;
  const [first, second] = typeof example === 'string' ? [example, example] : example;
  return { key, type, names: { tr, en }, also, isRequired, example: { tr: first, en: second }, ...more };
}

export const languageChoices: readonly Choice[] = [
  { value: 'tr', names: { tr: 'Türkçe', en: 'Turkish' }, also: ['tr', 'tur'] },
  { value: 'en', names: { tr: 'İngilizce', en: 'English' }, also: ['en', 'ing', 'eng'] },
];
