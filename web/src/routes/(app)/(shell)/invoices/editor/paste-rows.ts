// Rows copied from a spreadsheet become lines: the first words are the description, numbers follow by their order.
import type { Language } from '@crmfex/shared/fields.ts';
import { parseTyped } from '@crmfex/shared/format.ts';
import { units } from '@crmfex/shared/units.ts';
import { blankLine, type TypedLine } from './typed-line.ts';

const rowsMax = 500;

/** Whether pasted text is a table rather than words for one cell. */
export function isTable(text: string): boolean {
  return /\t/.test(text) || /\S[^\S\n]*\n\s*\S/.test(text);
}

/**
 * Lines out of pasted rows: description, then quantity (when there are two numbers or more), unit (when a word is one), unit price, VAT rate.
 * A head row, that is one without a number above rows with numbers, is left out.
 * @param vatRate for rows that bring none
 */
export function pastedLines(text: string, language: Language, vatRate: string): TypedLine[] {
  const rows = text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((row) => row.split('\t').map((cell) => cell.trim().replace(/^"|"$/g, '')))
    .filter((cells) => cells.some((cell) => cell !== ''))
    .slice(0, rowsMax);
  const isNumeric = (cell: string) => cell !== '' && parseTyped(cell, language) !== null;
  const hasNumbers = rows.map((cells) => cells.slice(1).some(isNumeric));
  return rows
    .filter((_, index) => !(index === 0 && !hasNumbers[0] && hasNumbers.some(Boolean)))
    .map((cells) => rowLine(cells, isNumeric, vatRate));
}

function rowLine(cells: string[], isNumeric: (cell: string) => boolean, vatRate: string): TypedLine {
  const [description = '', ...rest] = cells;
  const numbers = rest.filter(isNumeric);
  const unit = rest.map(unitOf).find((code) => code !== undefined);
  const line = { ...blankLine(vatRate), description };
  if (unit) line.unit = unit;
  const [first, second, third] = numbers;
  if (first !== undefined && second === undefined) return { ...line, unitPrice: first };
  if (first !== undefined && second !== undefined) {
    return {
      ...line,
      quantity: first,
      unitPrice: second,
      vatRate: third === undefined ? vatRate : third.replace(/[%\s]/g, ''),
    };
  }
  return line;
}

function unitOf(cell: string): string | undefined {
  const word = cell.toLocaleLowerCase('tr');
  return Object.keys(units).find(
    (code) =>
      code.toLowerCase() === word || Object.values(units[code] ?? {}).some((name) => name.toLowerCase() === word),
  );
}
