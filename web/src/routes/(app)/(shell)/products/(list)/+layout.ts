// What the address asks of the list; the list itself reads it, and reads it anew whenever products or views change.
import { depend } from '#lib/changes.svelte.ts';
import type { LayoutLoad } from './$types.js';

export const load: LayoutLoad = ({ url, depends }) => {
  depends(depend.products, depend.views);
  return { asked: { search: url.search } };
};
