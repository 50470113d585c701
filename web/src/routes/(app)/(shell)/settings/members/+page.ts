// The team and the invitations that wait.
import { memberRoutes } from '@crmfex/shared/members.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ depends }) => {
  depends(depend.members);
  return loaded(api(memberRoutes.list));
};
