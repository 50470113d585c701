// The chosen rows of a list, at most two hundred, with the row from which a range is drawn.
import { SvelteMap } from 'svelte/reactivity';

export const selectionMax = 200;

/** Makes an empty selection. */
export function createSelection<Item extends { id: string }>() {
  const chosen = new SvelteMap<string, Item>();
  let anchor = 0;

  function set(item: Item, isChosen: boolean) {
    if (!isChosen) chosen.delete(item.id);
    else if (chosen.size < selectionMax) chosen.set(item.id, item);
  }
  return {
    get size() {
      return chosen.size;
    },
    get items() {
      return [...chosen.values()];
    },
    has: (id: string) => chosen.has(id),
    toggle(item: Item, index: number) {
      set(item, !chosen.has(item.id));
      anchor = index;
    },
    /** From the row chosen last to this one. @param between gives the records of a range */
    extend(index: number, between: (first: number, last: number) => Item[]) {
      for (const item of between(Math.min(anchor, index), Math.max(anchor, index))) set(item, true);
    },
    add: (items: Item[]) => items.forEach((item) => set(item, true)),
    clear: () => chosen.clear(),
  };
}
