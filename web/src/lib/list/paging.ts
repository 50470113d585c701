// The pages of a list by cursor as they lie in memory: those far from the screen keep their place but not their rows.

export type PageAsked = { limit: number; cursor?: string };
export type Page<Item> = { items: Item[]; nextCursor: string | null };
type LoadedPage<Item> = { cursor: string | undefined; items: Item[] | null; count: number };
export type Loaded<Item> = {
  pages: readonly LoadedPage<Item>[];
  /** Cursor of the page after the last; null at the end, undefined before the first answer. */
  next: string | null | undefined;
};
export type Row<Item> = { index: number; key: string; item: Item | undefined };

/** How many rows a page asks for: the first is small, so that it is there at once. */
export const limitOf = (place: number) => (place === 0 ? 50 : 100);
const keptAround = 4;

export const nothing: Loaded<never> = { pages: [], next: undefined };

export const rowCount = (loaded: Loaded<unknown>) => loaded.pages.reduce((sum, { count }) => sum + count, 0);

/** Places of the pages that hold any of the rows from `first` to `last`. */
export function placesWithin(loaded: Loaded<unknown>, first: number, last: number): number[] {
  let start = 0;
  return loaded.pages.flatMap(({ count }, place) => {
    const from = start;
    start += count;
    return from <= last && start > first ? [place] : [];
  });
}

/** Puts an answer at its place. When the page ends elsewhere than before, the next one is asked for anew. */
export function put<Item>(loaded: Loaded<Item>, place: number, { items, nextCursor }: Page<Item>): Loaded<Item> {
  const cursor = place === 0 ? undefined : (loaded.pages[place]?.cursor ?? loaded.next ?? undefined);
  const page = { cursor, items, count: items.length };
  const before = loaded.pages.slice(0, place);
  const after = nextCursor === null ? [] : loaded.pages.slice(place + 1);
  const [following, ...others] = after;
  if (!following) return { pages: [...before, page], next: nextCursor };
  const moved =
    following.cursor === nextCursor ? following : { ...following, cursor: nextCursor ?? undefined, items: null };
  return { pages: [...before, page, moved, ...others], next: loaded.next };
}

/** Lets go of the rows of all pages but those around the given places. */
export function keepAround<Item>(loaded: Loaded<Item>, places: readonly number[], around = keptAround): Loaded<Item> {
  const [first, last] = [Math.min(...places) - around, Math.max(...places) + around];
  if (loaded.pages.every(({ items }, place) => items === null || (place >= first && place <= last))) return loaded;
  const pages = loaded.pages.map((page, place) => (place >= first && place <= last ? page : { ...page, items: null }));
  return { ...loaded, pages };
}

/** The rows from `first` to `last`; one whose page was let go has no item. No key comes twice. */
export function rowsWithin<Item extends { id: string }>(
  loaded: Loaded<Item>,
  first: number,
  last: number,
): Row<Item>[] {
  const rows: Row<Item>[] = [];
  const known = new Set<string>();
  let start = 0;
  for (const { items, count } of loaded.pages) {
    for (let at = Math.max(0, first - start); at < count && start + at <= last; at += 1) {
      const item = items?.[at];
      const index = start + at;
      const key = item && !known.has(item.id) ? item.id : `row ${index}`;
      known.add(key);
      rows.push({ index, key, item });
    }
    start += count;
    if (start > last) break;
  }
  return rows;
}
