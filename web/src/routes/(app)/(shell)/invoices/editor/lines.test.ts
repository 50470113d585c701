// Lines must go where a person puts them and never run out.
import { describe, expect, test } from 'vitest';
import { insertBelow, insertPasted, moveLine, removeLine } from './lines.ts';
import { blankLine } from './typed-line.ts';

const named = (...names: string[]) => names.map((description) => ({ ...blankLine('10'), description }));
const names = (lines: { description: string }[]) => lines.map((line) => line.description);

describe('lines of a draft', () => {
  test('a new line stands below and takes the VAT rate', () => {
    const lines = named('a', 'b');
    insertBelow(lines, 0);
    expect(names(lines)).toEqual(['a', '', 'b']);
    expect(lines[1]?.vatRate).toBe('10');
  });
  test('the last line is never taken away without a fresh one', () => {
    const lines = named('a');
    removeLine(lines, 0);
    expect(names(lines)).toEqual(['']);
  });
  test('a line moves by one and stops at the edges', () => {
    const lines = named('a', 'b', 'c');
    expect(moveLine(lines, 2, -1)).toBe(true);
    expect(names(lines)).toEqual(['a', 'c', 'b']);
    expect(moveLine(lines, 0, -1)).toBe(false);
    expect(moveLine(lines, 2, 1)).toBe(false);
    expect(names(lines)).toEqual(['a', 'c', 'b']);
  });
  test('pasted lines replace an empty line and follow a full one', () => {
    const lines = [...named('a'), blankLine()];
    insertPasted(lines, 1, named('x', 'y'));
    expect(names(lines)).toEqual(['a', 'x', 'y']);
    insertPasted(lines, 0, named('z'));
    expect(names(lines)).toEqual(['a', 'z', 'x', 'y']);
  });
});
