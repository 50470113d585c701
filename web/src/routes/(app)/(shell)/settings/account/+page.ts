// What the person agreed to, beside what the shell knows of them.
import { consentRoutes } from '@crmfex/shared/consents.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';

export const load = async ({ depends }: { depends: (name: `app:${string}`) => void }) => {
  depends(depend.account);
  return { consents: await loaded(api(consentRoutes.list)) };
};
