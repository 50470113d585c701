// Several stories at once: each lane has a clock of its own and takes the next when it is done with one.
import type { Stage } from './stage.ts';

const laneCount = 6;

/** Runs the work for each item, some at a time; answers in the order of the items. */
export async function inLanes<Item, Result>(
  stage: Stage,
  items: readonly Item[],
  work: (lane: Stage, item: Item, place: number) => Promise<Result>,
): Promise<Result[]> {
  const results = new Map<number, Result>();
  let next = 0;
  const lane = async (): Promise<void> => {
    const own = stage.beside();
    for (let place = next++; place < items.length; place = next++) {
      const item = items[place];
      if (item !== undefined) results.set(place, await work(own, item, place));
    }
  };
  await Promise.all(Array.from({ length: laneCount }, lane));
  return items.map((_, place) => results.get(place) as Result); // every place was worked on, or the lanes had failed
}
