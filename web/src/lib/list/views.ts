// What can be done with saved views: call, say so, and offer the way back.
import { viewRoutes, type SavedView, type SavedViewCreate, type SavedViewPatch } from '@crmfex/shared/views.ts';
import { toast } from '@crmfex/shared/ui/toasts.svelte.ts';
import { api } from '../api.ts';
import { m } from '../paraglide/messages.js';
import { problemText } from '../problems.ts';

/** @throws Problem */
export async function createView(view: SavedViewCreate): Promise<SavedView> {
  const made = await api(viewRoutes.create, { body: view });
  toast(m.lists_view_saved({ name: made.name }));
  return made;
}

/** @throws Problem */
export async function changeView(id: string, { name, query, isShared }: SavedViewPatch): Promise<void> {
  const made = await api(viewRoutes.update, { params: { id }, body: { name, query, isShared } });
  toast(m.lists_view_saved({ name: made.name }));
}

/** Gone at once, with a way back. @param onback after it is there again */
export async function removeView(view: SavedView, onback: () => Promise<void>): Promise<void> {
  try {
    await api(viewRoutes.remove, { params: { id: view.id } });
  } catch (cause) {
    toast(problemText(cause), { tone: 'bad' });
    return;
  }
  const { id, list, name, query, isShared } = view;
  const restore = () => createView({ id, list, name, query, isShared }).then(onback);
  toast(m.lists_view_deleted({ name }), {
    action: {
      label: m.undo(),
      run: () => void restore().catch((cause: unknown) => toast(problemText(cause), { tone: 'bad' })),
    },
  });
}
