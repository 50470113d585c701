// What the address asks of the list of payments; it is read anew whenever payments or views change.
import { depend } from '#lib/changes.svelte.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = ({ url, depends }) => {
  depends(depend.payments, depend.views);
  return { asked: { search: url.search } };
};
