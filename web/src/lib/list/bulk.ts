// An act on many records: one request, what became of each, and a way back where there is one.
import { newId } from '@crmfex/shared/ids.ts';
import { toast } from '@crmfex/shared/ui/toasts.svelte.ts';
import { invalidate } from '$app/navigation';
import { m } from '../paraglide/messages.js';
import { problemText } from '../problems.ts';
import type { BulkAct, BulkResult, ListDescription } from './description.ts';

/** The first reasons with the names they belong to, and how many there are in all. */
function sayRefused<Item extends { id: string }>(
  list: ListDescription<Item>,
  items: Item[],
  refused: BulkResult[],
): void {
  const names = new Map(items.map((item) => [item.id, list.name(item)]));
  const words = refused.slice(0, 3).map(({ id, reason }) => `${names.get(id) ?? ''}: ${reason ?? ''}`);
  const rest = refused.length - words.length;
  toast(
    [
      m.lists_bulk_refused({ count: refused.length }),
      ...words,
      ...(rest > 0 ? [m.lists_bulk_more({ count: rest })] : []),
    ].join(' · '),
    { tone: 'bad' },
  );
}

/** Does it, says what became of it, and reads the list anew. @returns false when nothing happened at all */
export async function runBulk<Item extends { id: string }>(
  list: ListDescription<Item>,
  act: BulkAct<Item>,
  items: Item[],
  choice = '',
): Promise<boolean> {
  try {
    const results = await act.run(
      items.map(({ id }) => id),
      newId(),
      choice,
    );
    const done = results.filter(({ isDone }) => isDone).map(({ id }) => id);
    const refused = results.filter(({ isDone }) => !isDone);
    if (refused.length > 0) sayRefused(list, items, refused);
    if (done.length > 0) {
      const { undo } = act;
      const back = async () => {
        try {
          await undo?.(done, newId(), choice);
        } catch (cause) {
          toast(problemText(cause), { tone: 'bad' });
        }
        await invalidate(list.depends);
      };
      toast(act.done(done.length), undo && { action: { label: m.undo(), run: () => void back() } });
    }
    await invalidate(list.depends);
    return true;
  } catch (cause) {
    toast(problemText(cause), { tone: 'bad' });
    return false;
  }
}
