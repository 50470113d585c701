// What protects the own account: where one is signed in.
import { accountRoutes } from '@crmfex/shared/accounts.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';

export const load = async ({ depends }: { depends: (name: `app:${string}`) => void }) => {
  depends(depend.account);
  const [sessions, security] = await loaded(Promise.all([api(accountRoutes.sessions), api(accountRoutes.security)]));
  return { sessions, security };
};
