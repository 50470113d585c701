// The rows of a list screen: pages are fetched ahead of the screen, let go behind it, and kept for the way back.
import { signedIn } from '../session.svelte.ts';
import {
  keepAround,
  limitOf,
  nothing,
  placesWithin,
  put,
  rowCount,
  rowsWithin,
  type Loaded,
  type Page,
  type PageAsked,
  type Row,
} from './paging.ts';

type Read<Item> = (page: PageAsked, signal: AbortSignal) => Promise<Page<Item>>;

const rowsAhead = 120;
const listsKept = 6;
/** Lists as they were left, by person, business and question: going back shows them before anything is asked. */
const left = new Map<string, Loaded<never>>();

function keep(key: string, loaded: Loaded<unknown>) {
  left.delete(key);
  left.set(key, loaded as Loaded<never>); // read back under the same key, which names the kind of record
  for (const oldest of left.keys()) {
    if (left.size <= listsKept) break;
    left.delete(oldest);
  }
}

/** The rows of one screen; it holds the request that is under way, and whoever makes it calls `stop`. */
export class Rows<Item extends { id: string }> {
  #loaded = $state.raw<Loaded<Item>>(nothing);
  #failure = $state.raw<unknown>();
  #isAsking = $state(false);
  #kind: string;
  #key = '';
  #read: Read<Item> | undefined;
  #running: AbortController | undefined;
  #seen = { first: 0, last: limitOf(0) - 1 };

  /** @param kind of record, so that two lists never share what is kept */
  constructor(kind: string) {
    this.#kind = kind;
  }

  get count(): number {
    return rowCount(this.#loaded);
  }
  get isReady(): boolean {
    return this.#loaded.next !== undefined;
  }
  get isAtEnd(): boolean {
    return this.#loaded.next === null;
  }
  get isAsking(): boolean {
    return this.#isAsking;
  }
  get failure(): unknown {
    return this.#failure;
  }

  within(first: number, last: number): Row<Item>[] {
    return rowsWithin(this.#loaded, first, last);
  }

  /**
   * Asks a question; the same one again reads anew what is on screen.
   * @returns whether another question was asked, so that the screen begins at its top
   */
  ask(question: string, read: Read<Item>): boolean {
    const me = signedIn();
    const key = [me?.user.id, me?.tenant.id, this.#kind, question].join(' ');
    this.#read = read;
    if (key === this.#key) {
      void this.#refresh();
      return false;
    }
    const isFirst = this.#key === '';
    this.#key = key;
    const known = left.get(key) as Loaded<Item> | undefined; // the key names the kind of record
    if (isFirst && known) {
      this.#loaded = known;
      void this.#refresh();
    } else void this.#begin();
    return !isFirst;
  }

  /** Tells which rows are on screen. */
  show(first: number, last: number): void {
    if (first === this.#seen.first && last === this.#seen.last) return;
    this.#seen = { first, last };
    const isFree = !this.#isAsking && this.#failure === undefined && this.isReady;
    if (isFree && this.#wanted() !== undefined) void this.#work(async () => undefined);
  }

  retry(): void {
    void (this.isReady ? this.#work(async () => undefined) : this.#begin());
  }

  stop(): void {
    this.#running?.abort();
  }

  #take(place: number, page: Page<Item>) {
    const loaded = put(this.#loaded, place, page);
    const places = placesWithin(loaded, this.#seen.first, this.#seen.last);
    this.#loaded = places.length > 0 ? keepAround(loaded, places) : loaded;
    keep(this.#key, this.#loaded);
  }

  /** The next page to ask for: one on screen that was let go, or the one after the last when the end comes near. */
  #wanted(): number | undefined {
    const { first, last } = this.#seen;
    const gone = placesWithin(this.#loaded, first, last).find((place) => this.#loaded.pages[place]?.items === null);
    if (gone !== undefined) return gone;
    const isNear = last + rowsAhead >= this.count;
    return isNear && this.#loaded.next !== null ? this.#loaded.pages.length : undefined;
  }

  async #fetch(place: number, signal: AbortSignal) {
    const following = place > 0 ? (this.#loaded.next ?? undefined) : undefined;
    const cursor = this.#loaded.pages[place]?.cursor ?? following;
    const page = await this.#read?.({ limit: limitOf(place), cursor }, signal);
    if (page && !signal.aborted) this.#take(place, page);
  }

  /** Does the asking, one page after the other; whatever was under way is given up. */
  async #work(first: (signal: AbortSignal) => Promise<void>) {
    this.#running?.abort();
    const { signal } = (this.#running = new AbortController());
    this.#isAsking = true;
    try {
      await first(signal);
      for (let place = this.#wanted(); place !== undefined && !signal.aborted; place = this.#wanted()) {
        await this.#fetch(place, signal);
      }
      if (!signal.aborted) this.#failure = undefined;
    } catch (cause) {
      if (!signal.aborted) this.#failure = cause;
    } finally {
      if (!signal.aborted) this.#isAsking = false;
    }
  }

  /** Reads what is on screen anew, quietly; pages elsewhere are read when somebody comes by. */
  #refresh(): Promise<void> {
    return this.#work(async (signal) => {
      const places = placesWithin(this.#loaded, this.#seen.first, this.#seen.last);
      if (places.length > 0) this.#loaded = keepAround(this.#loaded, places, 0);
      for (const place of places.length > 0 ? places : [0]) await this.#fetch(place, signal);
    });
  }

  /** The rows before stay on screen until the first page of the new question is here. */
  #begin(): Promise<void> {
    return this.#work(async (signal) => {
      const page = await this.#read?.({ limit: limitOf(0) }, signal);
      if (!page || signal.aborted) return;
      this.#loaded = nothing;
      this.#seen = { first: 0, last: limitOf(0) - 1 };
      this.#take(0, page);
    });
  }
}
