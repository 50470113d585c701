// Which of our columns a heading means: by name, by what others call it, and by likeness; and how the cells below are written.
import { foldedWords } from '../../../shared/fold.ts';
import type { ImportMapping, ImportOptions } from '../../../shared/imports.ts';
import type { Column } from '../../../shared/tables/column.ts';
import type { Cell } from './refusal.ts';

const likenessMin = 0.62;

function trigrams(text: string): Set<string> {
  const padded = `  ${text} `;
  return new Set(Array.from({ length: Math.max(0, padded.length - 2) }, (_, place) => padded.slice(place, place + 3)));
}

/** Common trigrams of both, 0 to 1. */
function likeness(one: string, other: string): number {
  const [first, second] = [trigrams(one), trigrams(other)];
  let common = 0;
  for (const part of first) if (second.has(part)) common += 1;
  return (2 * common) / (first.size + second.size);
}

const namesOf = ({ key, names, also }: Column) => [names.tr, names.en, key, ...also].map(foldedWords);

/** 1 for a name of the column, a little less for what others call it, and by likeness for what is misspelt. */
function fit(heading: string, column: Column): number {
  const own = [column.names.tr, column.names.en].map(foldedWords);
  if (own.includes(heading)) return 1;
  const names = namesOf(column);
  if (names.includes(heading)) return 0.95;
  if (heading.length < 4) return 0;
  const best = Math.max(...names.filter(({ length }) => length >= 4).map((name) => likeness(heading, name)));
  return best >= likenessMin ? best * 0.9 : 0;
}

/** A meaning for each heading; each column of ours is given once, to the heading that fits best. */
export function recognise(headers: readonly string[], columns: readonly Column[]): ImportMapping {
  const pairs = headers.flatMap((header, place) => {
    const heading = foldedWords(header);
    if (heading === '') return [];
    return columns.flatMap(({ key }, order) => {
      const column = columns[order];
      const score = column ? fit(heading, column) : 0;
      return score > 0 ? [{ place, key, score, order }] : [];
    });
  });
  pairs.sort((one, other) => other.score - one.score || one.place - other.place || one.order - other.order);
  const mapping: ImportMapping = headers.map(() => null);
  const taken = new Set<string>();
  for (const { place, key } of pairs) {
    if (mapping[place] !== null || taken.has(key)) continue;
    mapping[place] = key;
    taken.add(key);
  }
  return mapping;
}

const textsOf = (rows: readonly (readonly Cell[])[]) =>
  rows.flatMap((cells) => cells.filter((cell): cell is string => typeof cell === 'string').map((cell) => cell.trim()));

/** What the cells themselves say about commas and days; where they say nothing, what the file's kind suggests. */
export function guessOptions(
  rows: readonly (readonly Cell[])[],
  delimiter: string | null,
): Pick<ImportOptions, 'decimal' | 'dates'> {
  let comma = 0;
  let point = 0;
  let monthFirst = 0;
  let dayFirst = 0;
  for (const text of textsOf(rows)) {
    if (/^[^\d]{0,3}[\d.]*,\d{1,2}[^\d]{0,4}$/.test(text) || /^\d{1,3}(\.\d{3}){2,}$/.test(text)) comma += 1;
    if (/^[^\d]{0,3}[\d,]*\.\d{1,2}[^\d]{0,4}$/.test(text) || /^\d{1,3}(,\d{3}){2,}$/.test(text)) point += 1;
    const [, first, second] = /^(\d{1,2})\/(\d{1,2})\/\d{2,4}\b/.exec(text) ?? [];
    if (first && second && Number(first) > 12) dayFirst += 1;
    if (first && second && Number(second) > 12) monthFirst += 1;
  }
  const usual = delimiter === ',' ? '.' : ',';
  return {
    decimal: comma === point ? usual : comma > point ? ',' : '.',
    dates: monthFirst > dayFirst ? 'monthFirst' : 'dayFirst',
  };
}
