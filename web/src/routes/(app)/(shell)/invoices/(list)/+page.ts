// What the address asks of the list; the list itself reads it, and reads it anew whenever invoices or views change.
import { depend } from '#lib/changes.svelte.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = ({ url, depends }) => {
  depends(depend.invoices, depend.views);
  return { asked: { search: url.search } };
};
