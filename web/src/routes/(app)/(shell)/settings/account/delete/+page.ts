// What a deletion of the own account means for each business.
import { depend } from '#lib/changes.svelte.ts';
import { lookAtLeaving } from '#lib/leaving.ts';
import { loaded } from '#lib/load.ts';

export const load = async ({ depends }: { depends: (name: `app:${string}`) => void }) => {
  depends(depend.account);
  return { outlook: await loaded(lookAtLeaving()) };
};
