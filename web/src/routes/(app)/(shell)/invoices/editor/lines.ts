// What can be done to the lines of a draft, apart from typing into them.
import { blankLine, isBlank, type TypedLine } from './typed-line.ts';

/** A new line below another, with that line's VAT rate and tax codes. */
export function insertBelow(lines: TypedLine[], index: number): void {
  lines.splice(index + 1, 0, blankLine(lines[index]?.vatRate, lines[index]?.unit, lines[index]));
}

/** Takes a line out; a draft always keeps one to type into. */
export function removeLine(lines: TypedLine[], index: number): void {
  const [removed] = lines.splice(index, 1);
  if (lines.length === 0) lines.push(blankLine(removed?.vatRate, removed?.unit));
}

/** Moves a line up (-1) or down (1); at the edge nothing happens. */
export function moveLine(lines: TypedLine[], index: number, by: 1 | -1): boolean {
  const other = index + by;
  const line = lines[index];
  if (!line || other < 0 || other >= lines.length) return false;
  lines.splice(index, 1);
  lines.splice(other, 0, line);
  return true;
}

/** Puts pasted lines where the cursor stands; an empty line there gives way. */
export function insertPasted(lines: TypedLine[], index: number, pasted: TypedLine[]): void {
  const here = lines[index];
  const isEmpty = here !== undefined && isBlank(here);
  lines.splice(isEmpty ? index : index + 1, isEmpty ? 1 : 0, ...pasted);
}
