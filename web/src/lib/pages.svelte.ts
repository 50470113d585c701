// Lists that grow: the first page comes from the load, further pages are fetched on demand and kept while the question stays the same.
import { toast } from '@crmfex/shared/ui/toasts.svelte.ts';
import { problemText } from './problems.ts';

export type Page<Item> = { items: Item[]; nextCursor: string | null };
type Extra<Item> = Page<Item> & { question: string };

/**
 * Makes a growing list.
 * @param first the page that the load brought, reactive
 * @param question what was asked, so that further pages of another question are dropped
 * @param next fetches the page after a cursor
 */
export function createPages<Item extends { id: string }>(
  first: () => Page<Item>,
  question: () => string,
  next: (cursor: string) => Promise<Page<Item>>,
) {
  let extra = $state.raw<Extra<Item> | undefined>();
  let isBusy = $state(false);
  const current = $derived(extra?.question === question() ? extra : undefined);
  const cursor = $derived(current ? current.nextCursor : first().nextCursor);
  const items = $derived.by(() => {
    const known = new Set(first().items.map((item) => item.id));
    return [...first().items, ...(current?.items ?? []).filter((item) => !known.has(item.id))];
  });

  async function more() {
    if (isBusy || cursor === null) return;
    isBusy = true;
    const asked = question();
    try {
      const page = await next(cursor);
      extra = { question: asked, items: [...(current?.items ?? []), ...page.items], nextCursor: page.nextCursor };
    } catch (cause) {
      toast(problemText(cause), { tone: 'bad' });
    } finally {
      isBusy = false;
    }
  }
  return {
    get items() {
      return items;
    },
    get hasMore() {
      return cursor !== null;
    },
    get isBusy() {
      return isBusy;
    },
    more,
  };
}
