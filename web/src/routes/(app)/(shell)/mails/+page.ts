// What the address asks of the log of mails; it is read anew whenever invoices (whose mails they are) or views change.
import { depend } from '#lib/changes.svelte.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = ({ url, depends }) => {
  depends(depend.invoices, depend.views);
  return { asked: { search: url.search } };
};
