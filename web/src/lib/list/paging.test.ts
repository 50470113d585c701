// Pages of a list in memory: in order, bounded, and right after rows came and went.
import { expect, test } from 'vitest';
import { keepAround, limitOf, nothing, placesWithin, put, rowCount, rowsWithin, type Loaded } from './paging.ts';

type Item = { id: string };
const items = (from: number, count: number): Item[] =>
  Array.from({ length: count }, (_, at) => ({ id: `${from + at}` }));

/** A list of so many rows, loaded to its end. */
function whole(total: number): Loaded<Item> {
  let loaded: Loaded<Item> = nothing;
  for (let at = 0, place = 0; at < total; place += 1) {
    const count = Math.min(limitOf(place), total - at);
    at += count;
    loaded = put(loaded, place, { items: items(at - count, count), nextCursor: at < total ? `after ${at}` : null });
  }
  return loaded;
}

test('50,000 rows are counted and found by their place, while the memory holds a few pages', () => {
  const loaded = keepAround(whole(50_000), [250]);
  expect(rowCount(loaded)).toBe(50_000);
  expect(loaded.pages.filter((page) => page.items !== null)).toHaveLength(9);
  const [place] = placesWithin(loaded, 25_000, 25_010);
  expect(place).toBe(250);
  const rows = rowsWithin(loaded, 25_000, 25_010);
  expect(rows.map(({ item }) => item?.id)).toEqual(items(25_000, 11).map(({ id }) => id));
  expect(rowsWithin(loaded, 0, 4).map(({ item, key }) => [item, key])).toEqual(
    [0, 1, 2, 3, 4].map((index) => [undefined, `row ${index}`]),
  );
});

test('a page that ends elsewhere than before has the next one asked for anew, from its new end', () => {
  const loaded = whole(250);
  const refreshed = put(loaded, 0, { items: [{ id: 'new' }, ...items(0, 49)], nextCursor: 'after 49' });
  expect(refreshed.pages[1]).toMatchObject({ cursor: 'after 49', items: null, count: 100 });
  expect(refreshed.pages[2]?.items).toHaveLength(100);
  expect(put(loaded, 0, { items: items(0, 50), nextCursor: 'after 50' }).pages[1]).toBe(loaded.pages[1]);
});

test('a list that became shorter ends where it ends', () => {
  const loaded = put(whole(250), 0, { items: items(0, 3), nextCursor: null });
  expect([rowCount(loaded), loaded.next, loaded.pages.length]).toEqual([3, null, 1]);
});

test('a row that moved from one page to the next is drawn, but its key comes once', () => {
  const loaded = put(whole(150), 1, { items: items(49, 100), nextCursor: null });
  const keys = rowsWithin(loaded, 0, 149).map(({ key }) => key);
  expect(new Set(keys).size).toBe(150);
});
