// Numbers as people and spreadsheets write them, with either sign before the cents.
import type { ImportOptions } from '../../../shared/imports.ts';
import type { Cell } from './refusal.ts';

/** A number without an exponent, with as many places as it has. */
function plain(value: number): string {
  const text = String(value);
  return /e/i.test(text) ? value.toFixed(20).replace(/\.?0+$/, '') : text;
}

/** A decimal with a point, or null. Both signs in one number tell each other apart; one alone is read as the options say. */
export function decimalOf(cell: Cell, decimal: ImportOptions['decimal']): string | null {
  if (typeof cell === 'number') return plain(cell);
  let text = cell.replace(/[\s\u00a0\u202f'’]|₺|€|\$|£|%|\b(TRY|TL|EUR|USD|GBP)\b/giu, '');
  const isNegative = /^-|-$|^\(.*\)$/.test(text);
  text = text.replace(/^[-+]|-$|^\(|\)$/g, '');
  const point = text.lastIndexOf('.');
  const comma = text.lastIndexOf(',');
  const sign = point >= 0 && comma >= 0 ? (comma > point ? ',' : '.') : decimal;
  const thousands = sign === ',' ? '.' : ',';
  const [whole = '', ...rest] = text.split(sign);
  if (rest.length > 1) return null;
  const groups = whole.split(thousands);
  if (groups.length > 1 && !groups.every((group, place) => (place === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(group))) {
    // 12.5 under a comma: not thousands, so it is what it looks like.
    const isPlain =
      groups.length === 2 &&
      rest.length === 0 &&
      /^\d+$/.test(groups[0] ?? '') &&
      /^\d{1,2}$|^\d{4,6}$/.test(groups[1] ?? '');
    return isPlain ? signed(`${groups[0]}.${groups[1]}`, isNegative) : null;
  }
  const digits = groups.join('') || '0';
  const fraction = rest[0] ?? '';
  if (!/^\d{1,18}$/.test(digits) || !/^\d{0,12}$/.test(fraction) || text === '') return null;
  return signed(fraction ? `${digits}.${fraction}` : digits, isNegative);
}

function signed(text: string, isNegative: boolean): string {
  const [whole = '0', fraction = ''] = text.split('.');
  const short = fraction.replace(/0+$/, '');
  const number = `${whole.replace(/^0+(?=\d)/, '')}${short ? `.${short}` : ''}`;
  return isNegative && number !== '0' ? `-${number}` : number;
}
