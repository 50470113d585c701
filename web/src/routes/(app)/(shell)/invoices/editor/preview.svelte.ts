// The pages of a draft as it is typed: asked for after a pause, only those in view, and the old ones stay until the new ones are there.
import type { InvoiceInput } from '@crmfex/shared/invoices.ts';
import { previewRoutes, type Preview } from '@crmfex/shared/previews.ts';
import { Problem } from '@crmfex/shared/problem.ts';
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { api } from '#lib/api.ts';
import { problemText } from '#lib/problems.ts';
import { missingPages } from './preview-pages.ts';

const pauseMs = 350;
const againMs = 5_000;

/** `words` say why there is no true picture. */
export type PreviewState = { kind: 'empty' | 'drawing' | 'true' } | { kind: 'failed'; words: string };

/** Makes the memory of one preview. `stop` it when it leaves the screen. */
export function createPreview() {
  const pages = createPages();
  const editions = createEditions();
  let state = $state.raw<PreviewState>({ kind: 'empty' });
  let draft: InvoiceInput | undefined;
  let tookMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;

  function plan(ms: number) {
    clearTimeout(timer);
    timer = setTimeout(() => void run(), ms);
  }
  async function run(): Promise<void> {
    const { edition, isNew } = editions.take(draft);
    running?.abort();
    if (isNew && (draft || pages.all.size === 0)) state = { kind: draft ? 'drawing' : 'empty' };
    const wanted = missingPages(pages.inView, (page) => pages.all.get(page)?.edition === edition);
    if (!draft || !wanted) return;
    const [mine, started] = [(running = new AbortController()), performance.now()];
    try {
      const answer = await api(previewRoutes.invoice, { body: { draft, ...wanted }, signal: mine.signal });
      tookMs = performance.now() - started;
      await pages.take(answer, edition, mine.signal);
      if (mine.signal.aborted) return;
      state = { kind: 'true' };
      plan(0);
    } catch (cause) {
      if (mine.signal.aborted) return;
      state = { kind: 'failed', words: problemText(cause) };
      if (isTemporary(cause)) plan(againMs);
    }
  }
  return {
    pages,
    get state() {
      return state;
    },
    /** What is typed now; undefined while it cannot be drawn. A slow draft waits for a longer pause. */
    ask(next: InvoiceInput | undefined) {
      if (next === draft) return;
      draft = next;
      plan(pages.all.size === 0 ? 0 : Math.max(pauseMs, tookMs));
    },
    /** A page came into view, or left it. */
    see(number: number, isSeen: boolean) {
      pages.inView[isSeen ? 'add' : 'delete'](number);
      if (isSeen && state.kind !== 'drawing') plan(60);
    },
    stop() {
      clearTimeout(timer);
      running?.abort();
      pages.drop();
    },
  };
}

/** Numbers the wordings of a draft: the same words again are the same edition. */
function createEditions() {
  let text = '';
  let edition = 0;
  return {
    take(draft: InvoiceInput | undefined) {
      const next = draft ? JSON.stringify(draft) : '';
      const isNew = next !== text;
      if (isNew) [text, edition] = [next, edition + 1];
      return { edition, isNew };
    },
  };
}

const isTemporary = (cause: unknown) =>
  cause instanceof Problem && ['unavailable', 'tooMany', 'internal'].includes(cause.kind);

/** A page as shown: the address of its picture in this browser, and which wording of the draft it shows. */
type PageShown = { url: string; edition: number };

function createPages() {
  const all = new SvelteMap<number, PageShown>();
  const inView = new SvelteSet<number>([1]);
  let count = $state(1);

  function show(number: number, page: PageShown) {
    const before = all.get(number);
    all.set(number, page);
    if (before) setTimeout(() => URL.revokeObjectURL(before.url), 1_000);
  }
  /** Pages that the draft no longer has. */
  function forgetBeyond(last: number) {
    for (const [number, { url }] of all) {
      if (number <= last) continue;
      URL.revokeObjectURL(url);
      all.delete(number);
    }
    for (const number of inView) if (number > last) inView.delete(number);
  }
  return {
    all,
    inView,
    get count() {
      return count;
    },
    /** Puts new pictures in place of the old ones, once the browser can paint them; one that was overtaken meanwhile is not shown. */
    async take(answer: Preview, edition: number, signal: AbortSignal) {
      const drawn = await Promise.all(
        answer.pages.map(async ({ number, svg }) => ({ number, url: await decoded(svg) })),
      );
      if (signal.aborted) return drawn.forEach(({ url }) => URL.revokeObjectURL(url));
      for (const { number, url } of drawn) show(number, { url, edition });
      count = Math.max(1, answer.pageCount);
      forgetBeyond(count);
    },
    drop() {
      for (const { url } of all.values()) URL.revokeObjectURL(url);
    },
  };
}

/** The picture under an address of its own, once the browser can paint it without a flicker. */
async function decoded(svg: string): Promise<string> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  const image = new Image();
  image.src = url;
  await image.decode().catch(() => undefined); // what cannot be decoded ahead is painted when it is shown
  return url;
}
