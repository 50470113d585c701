// Which columns a person wants in which order, and how dense: kept in this browser, by list.
import { deviceStorage } from '@crmfex/shared/device-storage.ts';
import type { Column } from './description.ts';

type Kept = { columns: string[] | null; isCompact: boolean };
const usual: Kept = { columns: null, isCompact: false };

function read(name: string): Kept {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(name) ?? 'null');
    if (typeof value !== 'object' || value === null) return usual;
    const { columns, isCompact } = value as Partial<Kept>; // our own record, or whatever somebody put there: checked below
    const isList = Array.isArray(columns) && columns.every((column) => typeof column === 'string');
    return { columns: isList ? columns : null, isCompact: isCompact === true };
  } catch {
    return usual;
  }
}

/** Makes the memory of one list's looks. */
export function createLooks(list: string, all: Column[]) {
  const name = `${deviceStorage.listLooks.name}${list}`;
  let kept = $state.raw(read(name));
  const known = new Map(all.map((column) => [column.key, column]));

  function change(next: Partial<Kept>) {
    kept = { ...kept, ...next };
    try {
      localStorage.setItem(name, JSON.stringify(kept));
    } catch {
      // Storage may be forbidden; the choice then lasts as long as the page.
    }
  }
  const shown = $derived.by(() => {
    const fixed = all.filter(({ isFixed }) => isFixed);
    const wished = kept.columns?.flatMap((key) => known.get(key) ?? []).filter(({ isFixed }) => !isFixed);
    return [...fixed, ...(wished ?? all.filter(({ isFixed, isExtra }) => !isFixed && !isExtra))];
  });
  return {
    /** In the order of the screen. */
    get shown() {
      return shown;
    },
    get isCompact() {
      return kept.isCompact;
    },
    setCompact: (isCompact: boolean) => change({ isCompact }),
    setColumns: (columns: string[] | null) => change({ columns }),
  };
}
export type Looks = ReturnType<typeof createLooks>;
