// Lines while they are dragged: what the drag sees of them, and their order once they are dropped.
import type { TypedLine } from './typed-line.ts';

/** What the drag moves about; while it lasts it gives the moved one another `id`, the `key` stays the line's. */
export type DragItem = { id: string; key: string };

export const dragItems = (lines: TypedLine[]): DragItem[] => lines.map(({ key }) => ({ id: key, key }));

/** The lines in the order of their keys; one that the order does not name keeps its place at the end. */
export function inOrder(lines: TypedLine[], keys: string[]): TypedLine[] {
  const places = new Map(keys.map((key, place) => [key, place]));
  const placeOf = (line: TypedLine) => places.get(line.key) ?? lines.length;
  return [...lines].sort((one, other) => placeOf(one) - placeOf(other));
}
