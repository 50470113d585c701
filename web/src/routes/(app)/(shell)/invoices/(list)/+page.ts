// What the address asks of the list; the list itself reads it, and reads it anew whenever invoices or views change.
import { depend } from '#lib/changes.svelte.ts';
import { readTags } from '#lib/tags/tags.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = ({ url, depends }) => {
  depends(depend.invoices, depend.views, depend.tags);
  // The list does not wait for the words of its tags.
  return { asked: { search: url.search }, tags: readTags().catch(() => []) };
};
