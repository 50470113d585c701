// From a cell to the value of a column: numbers, days, choices and names as people and spreadsheets write them.
import { isDay } from '../../../shared/dates.ts';
import { currencies } from '../../../shared/fields.ts';
import { foldedWords } from '../../../shared/fold.ts';
import type { ImportOptions } from '../../../shared/imports.ts';
import type { MessageParameters } from '../../../shared/problem.ts';
import type { Column } from '../../../shared/tables/column.ts';
import { isTaxNumber } from '../../../shared/tax-number.ts';
import { dayText } from './cell-days.ts';
import { countryOf, currencyOf, unitOf, yesOrNo } from './cell-names.ts';
import { decimalOf } from './cell-numbers.ts';
import type { Cell } from './refusal.ts';

export type Value = string | number | boolean | null;
export type Wrong = { key: string; parameters: MessageParameters };
export type Converted = { value: Value } | { wrong: Wrong };

const wrong = (key: string, value: Cell, more: MessageParameters = {}): Converted => ({
  wrong: { key, parameters: { value: String(value).slice(0, 60), ...more } },
});

/** What our own exports put before a text that a spreadsheet would take for a formula. */
const unescaped = (text: string) => (/^'[\s]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/u.test(text) ? text.slice(1) : text);

const spreadsheetErrors = /^#(REF!|VALUE!|NAME\?|DIV\/0!|N\/A|NULL!|NUM!|YOK|DEĞER!|AD\?|BAŞV!|SAYI\/0!|SAYI!|BOŞ!)$/i;

/** Ten digits whose first was a zero lose it in a spreadsheet: given back where the checksum then holds. */
function taxNumberOf(cell: Cell): Converted {
  const text = String(cell).trim();
  if (/^\d([.,]\d+)?e\+?\d+$/i.test(text)) return wrong('import.shortened', cell);
  const number = text.replace(/[\s.-]/g, '').toUpperCase();
  const padded = number.padStart(10, '0');
  return { value: /^\d{7,9}$/.test(number) && isTaxNumber(padded) ? padded : number };
}

function phoneOf(cell: Cell): Converted {
  const text = String(cell).trim();
  if (/^\d([.,]\d+)?e\+?\d+$/i.test(text)) return wrong('import.shortened', cell);
  return { value: unescaped(text).replace(/\u00a0/g, ' ') };
}

function numberOf(cell: Cell, { type }: Column, { decimal }: ImportOptions): Converted {
  const number = decimalOf(cell, decimal);
  if (number === null) return wrong('import.number', cell);
  if (type === 'days') return /^-?\d{1,6}$/.test(number) ? { value: Number(number) } : wrong('import.number', cell);
  if (type === 'money') {
    const [whole = '', cents = ''] = number.split('.');
    if (cents.length > 2) return wrong('import.cents', cell);
    return { value: Number(whole + cents.padEnd(2, '0')) };
  }
  return { value: number };
}

function choiceOf(cell: Cell, { choices = [] }: Column, language: 'tr' | 'en'): Converted {
  const text = foldedWords(String(cell));
  const found = choices.find(({ value, names, also = [] }) =>
    [value, names.tr, names.en, ...also].some((name) => foldedWords(name) === text),
  );
  if (found) return { value: found.value };
  return wrong('import.choice', cell, { values: choices.map(({ names }) => names[language]).join(', ') });
}

const known = (value: string | undefined, key: string, cell: Cell): Converted =>
  value === undefined ? wrong(key, cell, { values: currencies.join(', ') }) : { value };

/** An empty cell says nothing, which is `null`. Amounts of money come in minor units, other decimals as their digits. */
export function convert(column: Column, cell: Cell, options: ImportOptions, language: 'tr' | 'en'): Converted {
  const text = typeof cell === 'string' ? cell.trim() : String(cell);
  if (text === '') return { value: null };
  if (spreadsheetErrors.test(text)) return wrong('import.formulaError', cell);
  switch (column.type) {
    case 'line':
      return {
        value: unescaped(text)
          .replace(/\s*[\r\n]+\s*/g, ' ')
          .trim(),
      };
    case 'text':
      return { value: unescaped(text).replace(/\r\n?/g, '\n') };
    case 'email':
      return { value: unescaped(text).replace(/^mailto:/i, '') };
    case 'phone':
      return phoneOf(cell);
    case 'taxNumber':
      return taxNumberOf(cell);
    case 'decimal':
    case 'money':
    case 'rate':
    case 'days':
      return numberOf(cell, column, options);
    case 'day': {
      const day = dayText(cell, options.dates);
      return isDay(day) ? { value: day } : wrong('import.day', cell);
    }
    case 'yesNo': {
      const answer = yesOrNo(text);
      return answer === undefined ? wrong('import.yesNo', cell) : { value: answer };
    }
    case 'choice':
      return choiceOf(cell, column, language);
    case 'country':
      return known(countryOf(text), 'import.country', cell);
    case 'currency':
      return known(currencyOf(text), 'import.currency', cell);
    case 'unit':
      return known(unitOf(text), 'import.unit', cell);
    default:
      return column.type satisfies never;
  }
}
