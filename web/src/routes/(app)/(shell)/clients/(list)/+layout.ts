// What the address asks of the list; the list itself reads it, and reads it anew whenever clients or views change.
import { depend } from '#lib/changes.svelte.ts';
import type { LayoutLoad } from './$types.js';

export const load: LayoutLoad = ({ url, depends }) => {
  depends(depend.clients, depend.views);
  return { asked: { search: url.search } };
};
