// Days as people and spreadsheets write them: 31.12.2025, 12/31/25, 2025-12-31, 31 Ara 2025, 46022.
import { foldedWords } from '../../../shared/fold.ts';
import type { ImportOptions } from '../../../shared/imports.ts';
import type { Cell } from './refusal.ts';

const serialDay = (serial: number) =>
  new Date(Math.round((Math.trunc(serial) - 25_569) * 86_400_000)).toISOString().slice(0, 10);
const months = ['oca', 'sub', 'mar', 'nis', 'may', 'haz', 'tem', 'agu', 'eyl', 'eki', 'kas', 'ara'];
const monthsEn = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const century = (year: string) => (year.length === 2 ? `20${year}` : year);
const dayFrom = (year: string, month: string | number, day: string) =>
  `${century(year)}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;

/** A day as `YYYY-MM-DD`, perhaps one that no calendar has; empty when it looks like none. */
export function dayText(cell: Cell, dates: ImportOptions['dates']): string {
  if (typeof cell === 'number') return cell >= 61 && cell < 80_000 ? serialDay(cell) : '';
  const text = cell.trim().replace(/[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AP]M)?Z?$/i, '');
  if (/^\d{5}$/.test(text)) return serialDay(Number(text));
  const iso = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/.exec(text);
  if (iso) return dayFrom(iso[1] ?? '', iso[2] ?? '', iso[3] ?? '');
  const parts = /^(\d{1,2})([-./ ])(\d{1,2})[-./ ](\d{4}|\d{2})$/.exec(text);
  if (parts) {
    const [, first = '', sign, second = '', year = ''] = parts;
    const isMonthFirst = sign === '/' && dates === 'monthFirst';
    return isMonthFirst ? dayFrom(year, first, second) : dayFrom(year, second, first);
  }
  const named = /^(\d{1,2}) ([a-z]{3,9}) (\d{4})$/.exec(foldedWords(text));
  if (!named) return '';
  const month = named[2]?.slice(0, 3) ?? '';
  const place = Math.max(months.indexOf(month), monthsEn.indexOf(month));
  return place < 0 ? '' : dayFrom(named[3] ?? '', place + 1, named[1] ?? '');
}
