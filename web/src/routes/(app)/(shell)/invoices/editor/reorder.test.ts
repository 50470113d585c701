// Dropped lines stand where they were put, and none is lost on the way.
import { describe, expect, test } from 'vitest';
import { dragItems, inOrder } from './reorder.ts';
import { blankLine } from './typed-line.ts';

const lines = ['a', 'b', 'c'].map((key) => ({ ...blankLine(), key }));
const keys = (of: { key: string }[]) => of.map(({ key }) => key).join('');

describe('dragging', () => {
  test('moves the items about by id, while the key stays the line’s', () => {
    expect(dragItems(lines)[1]).toEqual({ id: 'b', key: 'b' });
  });
  test('the order of the keys becomes the order of the lines', () => {
    expect(keys(inOrder(lines, ['c', 'a', 'b']))).toBe('cab');
    expect(keys(lines)).toBe('abc');
  });
  test('a line that came in while another was held is kept at the end', () => {
    expect(keys(inOrder(lines, ['b', 'a']))).toBe('bac');
  });
});
