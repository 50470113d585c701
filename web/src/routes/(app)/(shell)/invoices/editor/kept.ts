// What is typed but not yet saved, kept for this tab, so that a reload or a lost connection loses nothing.
import { deviceStorage } from '@crmfex/shared/device-storage.ts';
import type { Invoice } from '@crmfex/shared/invoices.ts';
import type { Typed } from './draft.svelte.ts';

const name = (id: string) => `${deviceStorage.draft.name}${id}`;
const pauseMs = 200;

/** What was typed, and the stored draft that it began from. */
export type Kept = { base: Invoice; typed: Typed };

let waiting: { timer: ReturnType<typeof setTimeout>; write: () => void } | undefined;

/** Keeps it until `forget`, after a moment's pause or when the page goes; a browser that forbids storage only loses this second net. */
export function keep(id: string, take: () => Kept): void {
  clearTimeout(waiting?.timer);
  const write = () => {
    waiting = undefined;
    try {
      sessionStorage.setItem(name(id), JSON.stringify(take()));
    } catch {
      // The screen still holds everything.
    }
  };
  waiting = { timer: setTimeout(write, pauseMs), write };
}

/** Writes at once what still waits. */
export function keepNow(): void {
  clearTimeout(waiting?.timer);
  waiting?.write();
}

/** What was kept of this draft, whatever became of it since. */
export function kept(id: string): Kept | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(name(id)) ?? 'null') as Kept | null) ?? undefined; // written by keep
  } catch {
    return undefined;
  }
}

export function forget(id: string): void {
  clearTimeout(waiting?.timer);
  waiting = undefined;
  try {
    sessionStorage.removeItem(name(id));
  } catch {
    // Nothing was kept then.
  }
}
