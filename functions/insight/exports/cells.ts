// From a value to the cell of a file: typed by its column, so that numbers stay numbers and only free text is made harmless.
import type { Language } from '../../../shared/fields.ts';
import { countryName } from '../../../shared/format.ts';
import type { Column } from '../../../shared/tables/column.ts';
import { unitName } from '../../../shared/units.ts';
import { harmless } from './csv.ts';
import type { Values } from './rows.ts';

export type Cell = { kind: 'text' | 'number' | 'day'; text: string };

const cents = (minor: number) => {
  const digits = String(Math.abs(minor)).padStart(3, '0');
  return `${minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

const countryNames = new Map<string, string>();
function countryWord(code: string, language: Language): string {
  const key = `${language}${code}`;
  const known = countryNames.get(key) ?? countryName(code, language);
  countryNames.set(key, known);
  return known;
}

/** What a cell says, free of any file's own signs: decimals with a point, days as ISO. */
export function cellOf(column: Column, value: Values[string] | undefined, language: Language): Cell | null {
  if (value === null || value === undefined || value === '') return null;
  const text = String(value);
  switch (column.type) {
    case 'money':
      return { kind: 'number', text: cents(Number(value)) };
    case 'decimal':
    case 'rate':
    case 'days':
      return { kind: 'number', text };
    case 'day':
      return { kind: 'day', text };
    case 'yesNo':
      return {
        kind: 'text',
        text: value === true ? { tr: 'evet', en: 'yes' }[language] : { tr: 'hayır', en: 'no' }[language],
      };
    case 'choice':
      return { kind: 'text', text: column.choices?.find((choice) => choice.value === value)?.names[language] ?? text };
    case 'country':
      return { kind: 'text', text: countryWord(text, language) };
    case 'unit':
      return { kind: 'text', text: unitName(text, language) };
    default:
      return { kind: 'text', text };
  }
}

const freeText = new Set(['line', 'text', 'email']);

/** As a spreadsheet of the language reads it: 1234,56 and 31.12.2026 beside semicolons, 1234.56 and 2026-12-31 beside commas. */
export function csvCell(column: Column, cell: Cell | null, delimiter: ';' | ','): string {
  if (!cell) return '';
  if (cell.kind === 'number') return delimiter === ';' ? cell.text.replace('.', ',') : cell.text;
  if (cell.kind === 'day') return delimiter === ';' ? cell.text.split('-').reverse().join('.') : cell.text;
  return freeText.has(column.type) ? harmless(cell.text) : cell.text;
}
