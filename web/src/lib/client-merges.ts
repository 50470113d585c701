// Merging clients and taking it back: call, say so, and let every page read anew.
import { clientMergeRoutes, type ClientMerge, type MergeInput } from '@crmfex/shared/client-merges.ts';
import { toast } from '@crmfex/shared/ui/toasts.svelte.ts';
import { goto, invalidateAll } from '$app/navigation';
import { api } from './api.ts';
import { m } from './paraglide/messages.js';
import { problemText } from './problems.ts';
import { to } from './route.ts';

/** Leads to the client that stays, with the way back in the toast and on the page. */
export async function mergeClients(survivorId: string, input: MergeInput, key: string): Promise<void> {
  const merge = await api(clientMergeRoutes.merge, {
    params: { id: survivorId },
    body: input,
    idempotencyKey: key,
  });
  await goto(to.client(survivorId), { replace: true });
  await invalidateAll();
  toast(m.clients_merge_done({ name: merge.survivorName }), {
    action: { label: m.undo(), run: () => void undoMerge(merge) },
  });
}

/** @returns whether it was undone; what stands in the way is said */
export async function undoMerge({ id }: ClientMerge): Promise<boolean> {
  try {
    await api(clientMergeRoutes.undo, { params: { id } });
    await invalidateAll();
    toast(m.clients_merge_undone());
    return true;
  } catch (cause) {
    toast(problemText(cause), { tone: 'bad' });
    return false;
  }
}
