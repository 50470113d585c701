// What protects the own account: second factor, passkeys, and where one is signed in.
import { accountRoutes } from '@crmfex/shared/accounts.ts';
import { passkeyRoutes } from '@crmfex/shared/passkeys.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';

export const load = async ({ depends }: { depends: (name: `app:${string}`) => void }) => {
  depends(depend.account);
  const [sessions, security, passkeys] = await loaded(
    Promise.all([api(accountRoutes.sessions), api(accountRoutes.security), api(passkeyRoutes.list)]),
  );
  return { sessions, security, passkeys };
};
