// Whom a business has restricted: who they are there, and where else they may go.
import { userRoutes } from '@crmfex/shared/users.ts';
import { redirect } from '@sveltejs/kit';
import { api } from '#lib/api.ts';
import { loaded } from '#lib/load.ts';
import { to } from '#lib/route.ts';
import { sessionBegan } from '#lib/session.svelte.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async () => {
  const me = await loaded(api(userRoutes.me));
  if (!me.restriction) redirect(307, to.home());
  sessionBegan(me);
  return { me, restriction: me.restriction };
};
