// What is typed but not yet saved, kept for this tab, so that a reload or a lost connection loses nothing.
import type { Typed } from './draft.svelte.ts';

const name = (id: string) => `invoice draft ${id}`;

/** Keeps it until `forget`; a browser that forbids storage only loses this second net. */
export function keep(id: string, version: number, typed: Typed): void {
  try {
    sessionStorage.setItem(name(id), JSON.stringify({ version, typed }));
  } catch {
    // The screen still holds everything.
  }
}

/** What was kept for this very version of the draft. */
export function kept(id: string, version: number): Typed | undefined {
  try {
    const found = JSON.parse(sessionStorage.getItem(name(id)) ?? 'null') as { version: number; typed: Typed } | null; // written by keep
    return found?.version === version ? found.typed : undefined;
  } catch {
    return undefined;
  }
}

export function forget(id: string): void {
  try {
    sessionStorage.removeItem(name(id));
  } catch {
    // Nothing was kept then.
  }
}
